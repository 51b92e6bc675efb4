-- What came and what was done to it before it was sent (lib/checking/origin.ts), for a file that was sent otherwise than it came.
-- Written once, with the submission. Postgres writes JSON with more blanks than we do.
ALTER TABLE "submission" ADD COLUMN "origin" JSONB,
  ADD CONSTRAINT "submission_origin" CHECK ("origin" IS NULL OR (jsonb_typeof("origin") = 'object'
    AND "origin"->>'sha256' ~ '^[0-9a-f]{64}$' AND octet_length("origin"::text) <= 8192));
-- A file that comes again, by its own bytes.
CREATE INDEX "submission_came" ON "submission" ("employer_id", ("origin"->>'sha256')) WHERE "origin" IS NOT NULL;

CREATE OR REPLACE FUNCTION keep_submission() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.id, NEW.reference, NEW.employer_id, NEW.service, NEW.sha256, NEW.bytes, NEW.message_id, NEW.submitted_at, NEW.origin)
     IS DISTINCT FROM (OLD.id, OLD.reference, OLD.employer_id, OLD.service, OLD.sha256, OLD.bytes, OLD.message_id, OLD.submitted_at, OLD.origin) THEN
    RAISE EXCEPTION 'a submission is never rewritten' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (OLD.delivered_at IS NOT NULL AND (NEW.delivered_at, NEW.kvittens_id) IS DISTINCT FROM (OLD.delivered_at, OLD.kvittens_id)
      AND NOT (OLD.disputed_at IS NOT NULL AND NEW.disputed_at IS NULL))
     OR (OLD.refused_at IS NOT NULL AND NEW.refused_at IS DISTINCT FROM OLD.refused_at)
     OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)
     OR (OLD.replaced_by IS NOT NULL AND NEW.replaced_by IS DISTINCT FROM OLD.replaced_by) THEN
    RAISE EXCEPTION 'an end state stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
