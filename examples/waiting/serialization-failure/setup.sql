CREATE TABLE doctor (name text PRIMARY KEY, on_call boolean NOT NULL);
INSERT INTO doctor VALUES ('Ada', true), ('Ben', true);
ALTER TABLE doctor OWNER TO reader;
