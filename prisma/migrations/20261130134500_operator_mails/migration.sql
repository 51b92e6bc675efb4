-- What the operator is told of is asked for every half minute.
CREATE INDEX "notice_sent" ON "notice" ("sent_at") WHERE "sent_at" IS NOT NULL;
CREATE INDEX "event_contradicted" ON "event" ("at") WHERE "kind" = 'contradicted';
