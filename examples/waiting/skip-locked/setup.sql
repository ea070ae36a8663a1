CREATE TABLE job (id int PRIMARY KEY, done_by text);
INSERT INTO job SELECT generate_series(1, 6);
ALTER TABLE job OWNER TO reader;
