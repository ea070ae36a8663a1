CREATE TABLE task (title text);
ALTER TABLE task OWNER TO reader;
