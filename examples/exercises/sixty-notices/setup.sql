CREATE TABLE kept (n serial, notice text);
ALTER TABLE kept OWNER TO reader;
