-- What needs a person, for Hem: it stands there until it has an end, is replaced or is marked as dealt with, however long ago.
CREATE INDEX "submission_needs_person" ON "submission" ("employer_id", "submitted_at" DESC, "id" DESC)
  WHERE (held_at IS NOT NULL OR disputed_at IS NOT NULL OR (num_nonnulls(refused_at, disapproved_at) > 0 AND replaced_by IS NULL AND dealt_with_at IS NULL));
