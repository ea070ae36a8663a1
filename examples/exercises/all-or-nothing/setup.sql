CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL CHECK (balance >= 0));
INSERT INTO account VALUES (1, 100), (2, 100);
ALTER TABLE account OWNER TO reader;
