CREATE TABLE customer (id int PRIMARY KEY, email text UNIQUE);
INSERT INTO customer VALUES (1, 'ada@example.org');
ALTER TABLE customer OWNER TO reader;
