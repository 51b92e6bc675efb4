-- A person enters what FK said of a submission (settle), and so ends a dispute over a kvittensID. Two companies may have a part
-- in one: only these functions see both, and neither learns of the other (R10).

-- When the person of a login last proved who they are; null: the broker did not say.
ALTER TABLE "login_session" ADD COLUMN "proved_at" TIMESTAMPTZ(6);

-- What a person was told is written by settle_submission alone.
REVOKE UPDATE (settled_at, settled_as, settled_by, settled_name, settled_told_at, settled_how, unknown_at)
  ON submission FROM kvittens_web, kvittens_gateway;

CREATE FUNCTION require_own_employer(p_employer UUID) RETURNS VOID LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF session_user IN ('kvittens_web', 'kvittens_gateway') AND p_employer IS DISTINCT FROM current_employer() THEN
    RAISE EXCEPTION 'another employer''s submission' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- Holds the submission until the transaction ends, and with it all that are disputed over the same kvittensID, in order of their
-- ids, as relay does.
CREATE FUNCTION lock_dispute(p_employer UUID, p_reference TEXT) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine submission;
BEGIN
  PERFORM require_own_employer(p_employer);
  SELECT * INTO mine FROM submission WHERE employer_id = p_employer AND reference = p_reference;
  PERFORM FROM submission s WHERE s.id = mine.id
    OR (mine.disputed_at IS NOT NULL AND s.channel = mine.channel AND s.disputed_kvittens_id = mine.disputed_kvittens_id)
    ORDER BY s.id FOR UPDATE;
END $$;

-- Writes what FK said of a submission that lock_dispute holds: `done`; `taken`: another submission has the kvittensID, or it is
-- disputed between others; `other`: nobody can settle it as it is now.
-- In a dispute: whom the id is given to keeps it, and for the others it is unknown again whether FK has them. Whom something
-- else is said of leaves it, and a last one left has the id, as its own receipt says. Attempts and receipts are not touched.
CREATE FUNCTION settle_submission(
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
         OR (mine.settled_as IS NOT NULL AND mine.settled_as = 'has')))
     OR (mine.disputed_at IS NOT NULL AND has AND p_kvittens_id IS NULL) THEN
    RETURN 'other';
  END IF;
  -- The disputed id is given to this one.
  is_mine := mine.disputed_at IS NOT NULL AND has AND p_kvittens_id = mine.disputed_kvittens_id;
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
  IF mine.disputed_at IS NOT NULL AND NOT is_mine THEN
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

-- The id is another's: it is unknown again whether FK has this one.
CREATE FUNCTION leave_dispute(p_id UUID, p_stamp TIMESTAMPTZ) RETURNS VOID LANGUAGE sql AS $$
  UPDATE submission SET disputed_at = NULL, disputed_kvittens_id = NULL, delivered_at = NULL, kvittens_id = NULL,
    approved_at = NULL, disapproved_at = NULL, next_poll_at = NULL, poll_count = 0, next_attempt_at = NULL, lease_until = NULL,
    settled_at = NULL, settled_as = NULL, settled_by = NULL, settled_name = NULL, settled_told_at = NULL, settled_how = NULL,
    unknown_at = coalesce(unknown_at, p_stamp), may_repeat = false,
    held_at = CASE WHEN num_nonnulls(withdrawn_at, refused_at) = 0 THEN p_stamp END,
    held_reason = CASE WHEN num_nonnulls(withdrawn_at, refused_at) = 0 THEN 'unknown' END
  WHERE id = p_id
$$;

-- The last one left has the id, by the receipt that came for it.
CREATE FUNCTION keep_disputed_id(p_last submission, p_stamp TIMESTAMPTZ) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  UPDATE submission SET disputed_at = NULL, disputed_kvittens_id = NULL WHERE id = p_last.id;
  IF num_nonnulls(p_last.withdrawn_at, p_last.refused_at, p_last.delivered_at) = 0 THEN
    UPDATE submission SET kvittens_id = p_last.disputed_kvittens_id, held_at = NULL, held_reason = NULL, next_attempt_at = NULL,
      lease_until = NULL, next_poll_at = p_stamp,
      delivered_at = coalesce((SELECT min(r.recorded_at) FROM receipt r
        WHERE r.submission_id = p_last.id AND r.kvittens_id = p_last.disputed_kvittens_id), p_stamp)
    WHERE id = p_last.id;
  ELSIF p_last.delivered_at IS NOT NULL AND num_nonnulls(p_last.approved_at, p_last.disapproved_at) = 0 THEN
    UPDATE submission SET next_poll_at = p_stamp WHERE id = p_last.id;
  END IF;
END $$;

CREATE FUNCTION audit_dispute(p_other submission, p_became TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('kvittens.employer', p_other.employer_id::text, true);
  PERFORM append_audit(p_other.employer_id, 'system', 'submission.dispute-ended', p_other.id::text,
    jsonb_build_object('reference', p_other.reference, 'became', p_became));
END $$;

REVOKE EXECUTE ON FUNCTION require_own_employer(UUID), lock_dispute(UUID, TEXT), leave_dispute(UUID, TIMESTAMPTZ),
  settle_submission(UUID, TEXT, TEXT, TIMESTAMPTZ, TEXT, TEXT, TEXT), keep_disputed_id(submission, TIMESTAMPTZ),
  audit_dispute(submission, TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_dispute(UUID, TEXT), settle_submission(UUID, TEXT, TEXT, TIMESTAMPTZ, TEXT, TEXT, TEXT) TO kvittens_web;
