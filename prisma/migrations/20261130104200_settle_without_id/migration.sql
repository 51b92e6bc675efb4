-- FK may say that it has a disputed file and no id, or an id that a third file has: that is an end too. Whose the disputed id is
-- stays open then, for the others.
-- Writes what FK said of a submission that lock_dispute holds: `done`; `taken`: another submission has the kvittensID, or it is
-- disputed between others; `other`: nobody can settle it as it is now.
-- In a dispute: whom the id is given to keeps it, and for the others it is unknown again whether FK has them. Whom something
-- else is said of leaves it, and a last one left has the id, as its own receipt says; but not where FK has the file by an id
-- that nobody said, which may be this one. Attempts and receipts are not touched.
CREATE OR REPLACE FUNCTION settle_submission(
  p_id UUID, p_as TEXT, p_kvittens_id TEXT, p_told_at TIMESTAMPTZ, p_how TEXT, p_by TEXT, p_name TEXT
) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine submission; other submission; has BOOLEAN := p_as = 'has'; stamp TIMESTAMPTZ := clock_timestamp();
  speaks_for TEXT := current_setting('kvittens.employer', true); is_mine BOOLEAN; left_over INTEGER;
BEGIN
  SELECT * INTO mine FROM submission WHERE id = p_id;
  PERFORM require_own_employer(mine.employer_id);
  IF mine.sending_at IS NOT NULL OR mine.withdrawn_at IS NOT NULL OR mine.refused_at IS NOT NULL
     OR (mine.disputed_at IS NULL AND (mine.delivered_at IS NOT NULL OR mine.unknown_at IS NULL
         OR (mine.settled_as IS NOT NULL AND mine.settled_as = 'has'))) THEN
    RETURN 'other';
  END IF;
  -- The disputed id is given to this one.
  is_mine := mine.disputed_at IS NOT NULL AND has AND p_kvittens_id IS NOT DISTINCT FROM mine.disputed_kvittens_id;
  IF NOT is_mine AND p_kvittens_id IS NOT NULL AND EXISTS (SELECT FROM submission s WHERE s.channel = mine.channel AND s.id <> mine.id
      AND (s.kvittens_id = p_kvittens_id OR s.disputed_kvittens_id = p_kvittens_id)) THEN
    RETURN 'taken';
  END IF;
  IF is_mine THEN
    FOR other IN SELECT * FROM submission s WHERE s.channel = mine.channel AND s.disputed_kvittens_id = mine.disputed_kvittens_id
        AND s.id <> mine.id ORDER BY s.id LOOP
      PERFORM leave_dispute(other.id, stamp);
      PERFORM audit_dispute(other, 'unknown');
    END LOOP;
  END IF;
  IF mine.disputed_at IS NOT NULL AND NOT (is_mine AND mine.delivered_at IS NOT NULL) THEN
    PERFORM leave_dispute(mine.id, stamp);
  END IF;
  UPDATE submission SET
    settled_at = stamp, settled_as = p_as, settled_by = p_by, settled_name = p_name, settled_told_at = p_told_at, settled_how = p_how,
    disputed_at = NULL, disputed_kvittens_id = NULL, contradicted_at = NULL, may_repeat = false,
    next_attempt_at = NULL, lease_until = NULL,
    held_at = CASE WHEN NOT has THEN stamp END, held_reason = CASE WHEN NOT has THEN 'not-arrived' END,
    unknown_at = CASE WHEN has THEN unknown_at END,
    kvittens_id = CASE WHEN has THEN p_kvittens_id END,
    next_poll_at = CASE WHEN has AND p_kvittens_id IS NOT NULL AND num_nonnulls(approved_at, disapproved_at) = 0 THEN stamp END
  WHERE id = mine.id;
  IF mine.disputed_at IS NOT NULL AND NOT is_mine AND NOT (has AND p_kvittens_id IS NULL) THEN
    SELECT count(*) INTO left_over FROM submission s
      WHERE s.channel = mine.channel AND s.disputed_kvittens_id = mine.disputed_kvittens_id;
    IF left_over = 1 THEN
      SELECT * INTO other FROM submission s
        WHERE s.channel = mine.channel AND s.disputed_kvittens_id = mine.disputed_kvittens_id;
      PERFORM keep_disputed_id(other, stamp);
      PERFORM audit_dispute(other, 'delivered');
    END IF;
  END IF;
  PERFORM set_config('kvittens.employer', coalesce(speaks_for, ''), true);
  RETURN 'done';
EXCEPTION WHEN unique_violation THEN
  RETURN 'taken';
END $$;
