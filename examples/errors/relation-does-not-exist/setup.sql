CREATE TABLE "Member" (email text);
INSERT INTO "Member" VALUES ('ada@example.org');
ALTER TABLE "Member" OWNER TO reader;
