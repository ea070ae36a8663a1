CREATE TABLE town (name text, inhabitants int);
INSERT INTO town VALUES ('Aachen', 252000), ('Ahrdorf', 300), ('Bonn', 336000);
CREATE TABLE found (name text);
ALTER TABLE town OWNER TO reader;
ALTER TABLE found OWNER TO reader;
