CREATE TABLE step (n int);
CREATE TABLE attempt (n serial, got_in bool);
ALTER TABLE step OWNER TO reader;
ALTER TABLE attempt OWNER TO reader;
