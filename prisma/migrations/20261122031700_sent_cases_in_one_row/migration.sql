-- All cases of a submission in one row, where there was a row for each: a large file's history is read and written in
-- milliseconds. Keys are made in another way, so what was remembered is lost: F13 starts afresh. (Before the first release.)
DROP TABLE sent_case;

CREATE TABLE "sent_cases" (
  "submission_id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "service" TEXT NOT NULL,
  -- By this clock alone, whichever process writes: who has looked asks only for what came after.
  "written_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  "keys" BYTEA NOT NULL CHECK (length("keys") > 0 AND length("keys") % 8 = 0),
  CONSTRAINT "sent_cases_pkey" PRIMARY KEY ("submission_id")
);
ALTER TABLE "sent_cases" ADD CONSTRAINT "sent_cases_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "sent_cases_employer_id_service_written_at_idx" ON "sent_cases" ("employer_id", "service", "written_at" DESC);
-- Hashes cannot be compressed: no time is spent on trying.
ALTER TABLE "sent_cases" ALTER COLUMN "keys" SET STORAGE EXTERNAL;

ALTER TABLE sent_cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE sent_cases FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON sent_cases TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY one_employer ON sent_cases TO kvittens_web, kvittens_gateway
  USING (employer_id = current_employer()) WITH CHECK (employer_id = current_employer());
GRANT SELECT, INSERT ON sent_cases TO kvittens_web, kvittens_gateway;

CREATE OR REPLACE FUNCTION forget_sent_cases() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN DELETE FROM sent_cases WHERE submission_id = NEW.id; RETURN NULL; END $$;
