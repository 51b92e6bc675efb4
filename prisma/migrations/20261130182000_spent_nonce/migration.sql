-- Nonces of logins at the broker that have come back: keeper's alone, since a process that could forget one could use it again.
CREATE TABLE "spent_nonce" (
  "nonce_hash" TEXT NOT NULL CHECK ("nonce_hash" ~ '^[0-9a-f]{64}$'),
  "spent_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "spent_nonce_pkey" PRIMARY KEY ("nonce_hash")
);
CREATE INDEX "spent_nonce_spent_at_idx" ON "spent_nonce" ("spent_at");
GRANT SELECT, INSERT, DELETE ON spent_nonce TO kvittens_keeper;
