-- What FK answered otherwise than a person had entered needs a person too, until it is settled anew or marked as dealt with.
DROP INDEX "submission_needs_person";
CREATE INDEX "submission_needs_person" ON "submission" ("employer_id", "submitted_at" DESC, "id" DESC)
  WHERE (held_at IS NOT NULL OR disputed_at IS NOT NULL OR (contradicted_at IS NOT NULL AND dealt_with_at IS NULL)
    OR (num_nonnulls(refused_at, disapproved_at) > 0 AND replaced_by IS NULL AND dealt_with_at IS NULL));

-- A mark is about what was known when it was made: news takes it away, whichever verb brings them.
CREATE FUNCTION take_mark_away() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.contradicted_at IS NOT NULL AND OLD.contradicted_at IS NULL) OR (NEW.refused_at IS NOT NULL AND OLD.refused_at IS NULL)
     OR (NEW.disapproved_at IS NOT NULL AND OLD.disapproved_at IS NULL) THEN
    NEW.dealt_with_at := NULL;
    NEW.dealt_with_by := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER take_mark_away BEFORE UPDATE OF contradicted_at, refused_at, disapproved_at ON submission
  FOR EACH ROW EXECUTE FUNCTION take_mark_away();
