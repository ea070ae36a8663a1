CREATE TABLE number (n int);
INSERT INTO number SELECT generate_series(1, 300);
CREATE TABLE doubled (n int);
ALTER TABLE number OWNER TO reader;
ALTER TABLE doubled OWNER TO reader;
