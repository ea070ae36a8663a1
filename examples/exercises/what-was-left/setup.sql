BEGIN;
CREATE TABLE journal (entry text);
ALTER TABLE journal OWNER TO reader;
COMMIT;

-- As if a program of the reader's had left them
BEGIN;
SET SESSION AUTHORIZATION reader;
INSERT INTO journal VALUES ('transfer 7');
PREPARE TRANSACTION 'transfer 7';
BEGIN;
INSERT INTO journal VALUES ('draft 8');
PREPARE TRANSACTION 'draft 8';
BEGIN;
INSERT INTO journal VALUES ('transfer 9');
PREPARE TRANSACTION 'transfer 9';
RESET SESSION AUTHORIZATION;
