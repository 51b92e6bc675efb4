-- What an employer is told by mail: each a row with sent_at, so that nothing is promised and then forgotten. Relay sends.
ALTER TABLE "employer" ADD COLUMN "notice_addresses" TEXT[] DEFAULT ARRAY[]::TEXT[]
  CHECK (cardinality("notice_addresses") <= 5);
GRANT UPDATE (notice_addresses) ON employer TO kvittens_web;

CREATE TABLE "notice" (
  "id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "about" TEXT NOT NULL,
  "recipient" TEXT NOT NULL,
  "params" JSONB NOT NULL,
  "due_at" TIMESTAMPTZ(6) NOT NULL,
  "void_at" TIMESTAMPTZ(6) NOT NULL CHECK ("void_at" > "due_at"),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_attempt_at" TIMESTAMPTZ(6),
  "lease_until" TIMESTAMPTZ(6),
  "sent_at" TIMESTAMPTZ(6),
  "last_error" TEXT,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "notice_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "notice_end_rests" CHECK ("sent_at" IS NULL OR "next_attempt_at" IS NULL)
);
-- The same news goes to the same address once.
CREATE UNIQUE INDEX "notice_once" ON "notice" ("employer_id", "kind", "about", "recipient");
CREATE INDEX "notice_due" ON "notice" ("next_attempt_at") WHERE "next_attempt_at" IS NOT NULL;
ALTER TABLE "notice" ADD CONSTRAINT "notice_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON notice TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY one_employer ON notice TO kvittens_web, kvittens_gateway USING (employer_id = current_employer()) WITH CHECK (employer_id = current_employer());
CREATE POLICY relay_all ON notice TO kvittens_relay USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON notice TO kvittens_web;
GRANT SELECT, INSERT ON notice TO kvittens_relay;
GRANT UPDATE (attempts, next_attempt_at, lease_until, sent_at, last_error) ON notice TO kvittens_relay;
