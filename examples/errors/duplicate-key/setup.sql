CREATE TABLE member (email text PRIMARY KEY);
INSERT INTO member VALUES ('ada@example.org');
ALTER TABLE member OWNER TO reader;
