-- What is not with FK, as far as is known: what time may make late. Small however many files have ended.
CREATE INDEX "submission_not_with_fk" ON "submission" ("channel", "submitted_at")
  WHERE ("delivered_at" IS NULL OR "disputed_at" IS NOT NULL) AND "refused_at" IS NULL AND "withdrawn_at" IS NULL
    AND "settled_as" IS DISTINCT FROM 'has';
