-- Employers take turns at being sent: the queue of each, and who has how many under way.
CREATE INDEX "submission_turns" ON "submission" ("employer_id", "next_attempt_at", "id") WHERE "next_attempt_at" IS NOT NULL;
CREATE INDEX "submission_leased" ON "submission" ("employer_id") WHERE "lease_until" IS NOT NULL;
CREATE INDEX "attempt_lost" ON "attempt" ("submission_id") WHERE "code" = 'relay-lost';
