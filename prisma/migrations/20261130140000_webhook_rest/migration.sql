-- A webhook that fails rests, for all relays: while it does, one call at a time tries. And what relay asks the calls for.

ALTER TABLE "webhook" ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "webhook" ADD COLUMN "failing_since" TIMESTAMPTZ(6);
ALTER TABLE "webhook" ADD COLUMN "rests_until" TIMESTAMPTZ(6);
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_failing_since" CHECK (("failures" = 0) = ("failing_since" IS NULL));
GRANT UPDATE (failures, failing_since, rests_until) ON webhook TO kvittens_relay;
GRANT DELETE ON webhook TO kvittens_relay;
-- A person who sends calls once more ends the rest.
GRANT UPDATE (rests_until) ON webhook TO kvittens_web;

DROP INDEX "webhook_call_due";
CREATE INDEX "webhook_call_due" ON "webhook_call" ("webhook_id", "next_attempt_at", "id") WHERE "next_attempt_at" IS NOT NULL;
CREATE INDEX "webhook_call_leased" ON "webhook_call" ("employer_id", "webhook_id") WHERE "lease_until" IS NOT NULL;
