CREATE TABLE journal (entry text);
ALTER TABLE journal OWNER TO reader;
