CREATE TABLE heard (word text);
ALTER TABLE heard OWNER TO reader;
