-- Mails that are stale are forgotten after a while, with the addresses they went to.
GRANT DELETE ON notice TO kvittens_relay;
CREATE INDEX "notice_void" ON "notice" ("void_at");

-- Every listing looks for what is listed no more, and every sign of life counts what is set aside: among what is not here, never
-- among all that ever came.
CREATE INDEX "arrival_missing" ON "arrival" ("channel", "seen_at") WHERE "delivery_id" IS NULL AND "gone_at" IS NULL;
CREATE INDEX "arrival_fault" ON "arrival" ("fault") WHERE "fault" IS NOT NULL AND "gone_at" IS NULL;
