CREATE TABLE person (name text UNIQUE, email text UNIQUE);
CREATE TABLE refused (n serial, taken text);
ALTER TABLE person OWNER TO reader;
ALTER TABLE refused OWNER TO reader;
