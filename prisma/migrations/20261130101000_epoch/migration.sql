-- Whether files may be sent at all. The epoch counts up here first and in the payload store then: a store that is ahead of its
-- database shows that the database was restored from a backup, and has forgotten what was handed in and sent since.
CREATE TABLE "send_gate" (
  "one" BOOLEAN NOT NULL DEFAULT true CHECK ("one"),
  "epoch" BIGINT NOT NULL DEFAULT 0 CHECK ("epoch" >= 0),
  "stopped_at" TIMESTAMPTZ(6),
  "stopped_why" TEXT CHECK ("stopped_why" IN ('restored', 'held')),
  "reconciled_at" TIMESTAMPTZ(6),
  "released_at" TIMESTAMPTZ(6),
  CONSTRAINT "send_gate_pkey" PRIMARY KEY ("one"),
  CONSTRAINT "send_gate_stopped_says_why" CHECK (("stopped_at" IS NULL) = ("stopped_why" IS NULL))
);
INSERT INTO send_gate DEFAULT VALUES;
GRANT SELECT ON send_gate TO kvittens_web, kvittens_gateway, kvittens_relay;
GRANT UPDATE (epoch, stopped_at, stopped_why, reconciled_at, released_at) ON send_gate TO kvittens_relay;
