CREATE TABLE log (reason text);
ALTER TABLE log OWNER TO reader;
