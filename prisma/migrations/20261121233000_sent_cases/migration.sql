-- Which cases (person and first day) an employer has sent: keyed hashes only, so a stolen table names nobody.
-- No foreign key: a check per row would double the cost of a large file, rows are written in the submission's own
-- transaction, and a submission is never deleted.
CREATE TABLE "sent_case" (
  "employer_id" UUID NOT NULL,
  "key" BYTEA NOT NULL CHECK (length("key") = 16),
  "submission_id" UUID NOT NULL,
  CONSTRAINT "sent_case_pkey" PRIMARY KEY ("employer_id", "key", "submission_id")
);
CREATE INDEX "sent_case_submission_id_idx" ON "sent_case" ("submission_id");

ALTER TABLE sent_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE sent_case FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON sent_case TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY one_employer ON sent_case TO kvittens_web, kvittens_gateway
  USING (employer_id = current_employer()) WITH CHECK (employer_id = current_employer());
GRANT SELECT, INSERT ON sent_case TO kvittens_web, kvittens_gateway;

-- What was withdrawn, refused or disapproved has not been sent, whoever says so.
CREATE FUNCTION forget_sent_cases() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN DELETE FROM sent_case WHERE submission_id = NEW.id; RETURN NULL; END $$;
REVOKE EXECUTE ON FUNCTION forget_sent_cases() FROM PUBLIC;
CREATE TRIGGER submission_forgets_cases AFTER UPDATE ON submission FOR EACH ROW
  WHEN (num_nonnulls(OLD.withdrawn_at, OLD.refused_at, OLD.disapproved_at) = 0
    AND num_nonnulls(NEW.withdrawn_at, NEW.refused_at, NEW.disapproved_at) > 0)
  EXECUTE FUNCTION forget_sent_cases();
