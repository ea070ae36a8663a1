CREATE TABLE job (id int PRIMARY KEY, done bool NOT NULL DEFAULT false);
INSERT INTO job SELECT generate_series(1, 5);
ALTER TABLE job OWNER TO reader;
