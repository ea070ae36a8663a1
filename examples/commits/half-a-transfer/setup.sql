CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL, CONSTRAINT at_most_120 CHECK (balance <= 120));
INSERT INTO account VALUES (1, 100), (2, 100);
ALTER TABLE account OWNER TO reader;
