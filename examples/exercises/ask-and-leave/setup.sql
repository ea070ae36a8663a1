CREATE TABLE answer (name text, alive bool);
CREATE TABLE seen (state text);
ALTER TABLE answer OWNER TO reader;
ALTER TABLE seen OWNER TO reader;
