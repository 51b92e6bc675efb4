-- The report can be kept as a file, which names the file it is about. Rows live one hour: those of now go.
DELETE FROM kept_report;
ALTER TABLE kept_report ADD COLUMN "sha256" TEXT NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$');
