CREATE TABLE result (job int, value int);
ALTER TABLE result OWNER TO reader;
