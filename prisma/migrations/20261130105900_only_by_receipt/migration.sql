-- The last one left in a dispute has the id by the receipt that came for it. One of which only a person had said that FK has it
-- has no receipt: it is settled again, as it was, and no receipt is claimed for it (R4).
CREATE FUNCTION has_receipt(p_one submission) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT p_one.delivered_at IS NOT NULL OR EXISTS (SELECT FROM receipt r WHERE r.submission_id = p_one.id
    AND r.kind = 'receipt' AND r.kvittens_id = p_one.disputed_kvittens_id)
$$;
REVOKE EXECUTE ON FUNCTION has_receipt(submission) FROM PUBLIC;

CREATE OR REPLACE FUNCTION keep_disputed_id(p_last submission, p_stamp TIMESTAMPTZ) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  UPDATE submission SET disputed_at = NULL, disputed_kvittens_id = NULL WHERE id = p_last.id;
  IF num_nonnulls(p_last.withdrawn_at, p_last.refused_at, p_last.delivered_at) = 0 THEN
    UPDATE submission SET kvittens_id = p_last.disputed_kvittens_id, held_at = NULL, held_reason = NULL, next_attempt_at = NULL,
      lease_until = NULL, next_poll_at = CASE WHEN num_nonnulls(approved_at, disapproved_at) = 0 THEN p_stamp END,
      delivered_at = (SELECT min(r.recorded_at) FROM receipt r
        WHERE r.submission_id = p_last.id AND r.kind = 'receipt' AND r.kvittens_id = p_last.disputed_kvittens_id)
    WHERE id = p_last.id;
  ELSIF p_last.delivered_at IS NOT NULL AND num_nonnulls(p_last.approved_at, p_last.disapproved_at) = 0 THEN
    UPDATE submission SET next_poll_at = p_stamp WHERE id = p_last.id;
  END IF;
END $$;

-- As before, but for what the audit trail says of the last one.
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
      PERFORM audit_dispute(other, CASE WHEN has_receipt(other) THEN 'delivered' ELSE 'settled' END);
    END IF;
  END IF;
  PERFORM set_config('kvittens.employer', coalesce(speaks_for, ''), true);
  RETURN 'done';
EXCEPTION WHEN unique_violation THEN
  RETURN 'taken';
END $$;
