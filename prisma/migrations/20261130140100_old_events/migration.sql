-- Housekeeping looks for events that are old.
CREATE INDEX "event_at_idx" ON "event" ("at");
