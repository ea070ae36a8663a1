CREATE TABLE job (id int PRIMARY KEY);
INSERT INTO job SELECT generate_series(1, 3);
ALTER TABLE job OWNER TO reader;
