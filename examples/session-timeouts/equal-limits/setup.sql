CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL);
INSERT INTO account VALUES (1, 100), (2, 100);
ALTER TABLE account OWNER TO reader;
CREATE PROCEDURE in_two_parts() LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_sleep(0.2); COMMIT; PERFORM pg_sleep(0.2); END';
