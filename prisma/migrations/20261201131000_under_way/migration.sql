-- What is not with FK and goes on by itself, a company at a time: the list's tab "På väg", its count, and what Hem tells of it.
-- Small however many files have ended. The same words stand in lib/submissions/group-sql.ts.
CREATE INDEX "submission_under_way" ON "submission" ("employer_id", "submitted_at" DESC, "id" DESC)
  WHERE (delivered_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL AND disputed_at IS NULL AND held_at IS NULL
    AND contradicted_at IS NULL AND disapproved_at IS NULL AND settled_as IS DISTINCT FROM 'has');
