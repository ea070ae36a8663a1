-- The suite tests hstore where the database has it
CREATE EXTENSION hstore;
