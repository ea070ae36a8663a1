CREATE TABLE answer (name text, answer bool);
ALTER TABLE answer OWNER TO reader;
