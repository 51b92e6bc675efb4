-- What an administrator has sent outlives neither the right to send it nor what it was sent about.

-- Whoever is no administrator any more, or no member, does not come back by an invitation that they sent, or that was sent to them.
CREATE FUNCTION end_invitations() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE ended RECORD;
BEGIN
  FOR ended IN
    UPDATE invitation i SET ended_at = clock_timestamp()
    WHERE i.employer_id = NEW.employer_id AND i.accepted_at IS NULL AND i.ended_at IS NULL
      AND (i.invited_by = NEW.person_id
        OR NEW.removed_at IS NOT NULL AND i.person_key = (SELECT p.person_key FROM person p WHERE p.id = NEW.person_id))
    RETURNING i.id
  LOOP
    PERFORM audit_for(NEW.employer_id, coalesce(NEW.removed_by, 'system'), 'invitation.taken-back', ended.id::text,
      jsonb_build_object('member', NEW.person_id));
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER member_takes_back AFTER UPDATE OF role, removed_at ON member
  FOR EACH ROW WHEN (OLD.removed_at IS NULL AND (NEW.removed_at IS NOT NULL OR OLD.role = 'administrator' AND NEW.role <> 'administrator'))
  EXECUTE FUNCTION end_invitations();

-- A link that an administrator had sent opens a login: it counts while that administrator is one, of every company that the person is a
-- member of. The person's own, and an operator's, do not ask.
CREATE FUNCTION link_counts(l login_link) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH today AS (SELECT (now() AT TIME ZONE 'Europe/Stockholm')::date AS day)
  SELECT l.made_by = l.person_id OR EXISTS (SELECT FROM person WHERE id = l.made_by AND operator AND removed_at IS NULL)
    OR NOT EXISTS (
      SELECT FROM member m, today
      WHERE m.person_id = l.person_id AND m.removed_at IS NULL AND (m.valid_until IS NULL OR m.valid_until >= today.day)
        AND NOT EXISTS (SELECT FROM member a WHERE a.employer_id = m.employer_id AND a.person_id = l.made_by AND a.role = 'administrator'
          AND a.removed_at IS NULL AND (a.valid_until IS NULL OR a.valid_until >= today.day)))
$$;

CREATE OR REPLACE FUNCTION read_login_link(p_token_hash TEXT)
RETURNS TABLE (id UUID, person_id UUID, name TEXT, username TEXT, companies TEXT[], secret TEXT, expires_at TIMESTAMPTZ)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.id, p.id, p.name, p.username, ARRAY(SELECT e.name FROM employers_of(p.id) e), l.secret, l.expires_at
  FROM login_link l JOIN person p ON p.id = l.person_id
  WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.ended_at IS NULL AND l.expires_at > now() AND l.tries < 10
    AND p.removed_at IS NULL AND link_counts(l)
$$;

CREATE OR REPLACE FUNCTION use_login_link(p_token_hash TEXT, p_username TEXT, p_password_hash TEXT, p_step INTEGER) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who UUID;
  sealed TEXT;
BEGIN
  BEGIN
    UPDATE login_link l SET used_at = now()
      WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.ended_at IS NULL AND l.expires_at > now() AND l.tries <= 10
        AND link_counts(l)
      RETURNING l.person_id, l.secret INTO who, sealed;
    IF who IS NULL THEN RETURN 'not_found'; END IF;
    UPDATE person SET username = p_username, password_hash = p_password_hash, totp_secret = sealed, totp_last_step = p_step
      WHERE id = who AND removed_at IS NULL;
    IF NOT FOUND THEN RETURN 'not_found'; END IF;
  EXCEPTION WHEN unique_violation THEN
    RETURN 'taken';
  END;
  DELETE FROM passkey WHERE person_id = who;
  DELETE FROM login_session WHERE person_id = who;
  RETURN 'ok';
END $$;

REVOKE EXECUTE ON FUNCTION end_invitations(), link_counts(login_link) FROM PUBLIC;
