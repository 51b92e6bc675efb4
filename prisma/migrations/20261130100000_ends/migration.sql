-- An end for every state: what FK answered two submissions with the same kvittensID (a dispute), what a person was told by
-- FK (settled), what was handed in instead (replaced), what a person has dealt with. A file that relays died with is held as
-- unknown: the old hold "set aside" said that nothing had been sent, which nobody knew.
ALTER TABLE "submission"
  ADD COLUMN "disputed_at" TIMESTAMPTZ(6),
  ADD COLUMN "disputed_kvittens_id" TEXT CHECK (length("disputed_kvittens_id") BETWEEN 1 AND 100),
  ADD COLUMN "settled_at" TIMESTAMPTZ(6),
  ADD COLUMN "settled_as" TEXT CHECK ("settled_as" IN ('has', 'has-not')),
  ADD COLUMN "settled_by" TEXT,
  ADD COLUMN "settled_name" TEXT CHECK (length("settled_name") BETWEEN 1 AND 200),
  ADD COLUMN "settled_told_at" TIMESTAMPTZ(6),
  ADD COLUMN "settled_how" TEXT CHECK ("settled_how" IN ('phone', 'written')),
  ADD COLUMN "contradicted_at" TIMESTAMPTZ(6),
  ADD COLUMN "replaced_by" UUID,
  ADD COLUMN "dealt_with_at" TIMESTAMPTZ(6),
  ADD COLUMN "dealt_with_by" TEXT,
  ADD COLUMN "deaths" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "may_repeat" BOOLEAN NOT NULL DEFAULT false;

UPDATE submission SET held_reason = 'unknown', unknown_at = coalesce(unknown_at, held_at) WHERE held_reason = 'set-aside';
UPDATE submission s SET deaths = died.deaths
  FROM (SELECT submission_id, count(*) AS deaths FROM attempt WHERE code = 'relay-lost' GROUP BY submission_id) died
  WHERE s.id = died.submission_id;

ALTER TABLE "submission"
  DROP CONSTRAINT "submission_held_reason_check",
  DROP CONSTRAINT "submission_verdict_after_delivery",
  DROP CONSTRAINT "submission_end_rests",
  ADD CONSTRAINT "submission_held_reason_check" CHECK ("held_reason" IN ('unknown', 'gave-up', 'payload', 'not-arrived')),
  ADD CONSTRAINT "submission_verdict_after_delivery" CHECK (num_nonnulls("approved_at", "disapproved_at") = 0 OR "delivered_at" IS NOT NULL OR ("settled_as" IS NOT NULL AND "settled_as" = 'has')),
  ADD CONSTRAINT "submission_end_rests" CHECK (
    (num_nonnulls("withdrawn_at", "delivered_at", "refused_at", "held_at", "disputed_at") = 0 AND ("settled_as" IS NULL OR "settled_as" <> 'has'))
    OR "next_attempt_at" IS NULL),
  ADD CONSTRAINT "submission_disputed_over" CHECK (("disputed_at" IS NULL) = ("disputed_kvittens_id" IS NULL)),
  ADD CONSTRAINT "submission_settled_by_somebody" CHECK (num_nonnulls("settled_at", "settled_as", "settled_by", "settled_name", "settled_told_at", "settled_how") IN (0, 6)),
  ADD CONSTRAINT "submission_dealt_with_by_somebody" CHECK (("dealt_with_at" IS NULL) = ("dealt_with_by" IS NULL)),
  ADD CONSTRAINT "submission_replaced_by_another" CHECK ("replaced_by" <> "id"),
  ADD CONSTRAINT "submission_replaced_by_fkey" FOREIGN KEY ("replaced_by") REFERENCES "submission" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "submission_disputed" ON "submission" ("channel", "disputed_kvittens_id") WHERE "disputed_at" IS NOT NULL;
CREATE INDEX "submission_replaced_by_idx" ON "submission" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
-- Files that a relay died with, and that are sent alone.
CREATE INDEX "submission_due_alone" ON "submission" ("next_attempt_at") WHERE "next_attempt_at" IS NOT NULL AND "deaths" > 0;
DROP INDEX "attempt_lost";

GRANT UPDATE (settled_at, settled_as, settled_by, settled_name, settled_told_at, settled_how, replaced_by, dealt_with_at, dealt_with_by, unknown_at)
  ON submission TO kvittens_web, kvittens_gateway;

-- What was handed in stays as it was handed in, and an end stays. A receipt goes to another submission only when a person
-- ends a dispute over it (R3, R4, R5, R6).
CREATE OR REPLACE FUNCTION keep_submission() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.id, NEW.reference, NEW.employer_id, NEW.service, NEW.sha256, NEW.bytes, NEW.message_id, NEW.submitted_at)
     IS DISTINCT FROM (OLD.id, OLD.reference, OLD.employer_id, OLD.service, OLD.sha256, OLD.bytes, OLD.message_id, OLD.submitted_at) THEN
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
