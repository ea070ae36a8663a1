CREATE TABLE orders (amount int CHECK (amount > 0));
ALTER TABLE orders OWNER TO reader;
