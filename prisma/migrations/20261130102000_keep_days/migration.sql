-- Retention: what was handed in is kept for some days after its end. A company may choose fewer than the operator's.
ALTER TABLE "employer" ADD COLUMN "submission_keep_days" INTEGER CHECK ("submission_keep_days" BETWEEN 1 AND 3650);
GRANT UPDATE (submission_keep_days) ON employer TO kvittens_web;
CREATE INDEX "employer_keep_days" ON "employer" ("id") WHERE "submission_keep_days" IS NOT NULL;

ALTER TABLE "submission" ADD COLUMN "ended_at" TIMESTAMPTZ(6);

-- The SQL twin of isEnd (lib/submissions/state.ts); a property test holds the two equal.
CREATE FUNCTION has_ended(s submission) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS
$$ SELECT s.disputed_at IS NULL AND (
     s.withdrawn_at IS NOT NULL OR s.refused_at IS NOT NULL
     OR ((s.delivered_at IS NOT NULL OR (s.settled_at IS NOT NULL AND s.settled_as IS NOT DISTINCT FROM 'has'))
         AND (num_nonnulls(s.approved_at, s.disapproved_at) > 0 OR s.next_poll_at IS NULL))) $$;

UPDATE submission s SET ended_at = greatest(withdrawn_at, refused_at, delivered_at, settled_at, approved_at, disapproved_at) WHERE has_ended(s);

-- When it last came to an end, whoever ends it and however; an end that is undone (a dispute) has no time.
CREATE FUNCTION note_end() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN
  IF NOT has_ended(NEW) THEN
    NEW.ended_at := NULL;
  ELSIF TG_OP = 'INSERT' OR OLD.ended_at IS NULL THEN
    NEW.ended_at := coalesce(NEW.ended_at, clock_timestamp());
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER note_end BEFORE INSERT OR UPDATE ON submission FOR EACH ROW EXECUTE FUNCTION note_end();

-- Relay asks for what is due by the general days, and by each company's own.
CREATE INDEX "submission_kept" ON "submission" ("ended_at") WHERE "purged_at" IS NULL AND "ended_at" IS NOT NULL;
CREATE INDEX "submission_kept_of" ON "submission" ("employer_id", "ended_at") WHERE "purged_at" IS NULL AND "ended_at" IS NOT NULL;
