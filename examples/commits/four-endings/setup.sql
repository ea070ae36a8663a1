CREATE TABLE note (title text);
ALTER TABLE note OWNER TO reader;
