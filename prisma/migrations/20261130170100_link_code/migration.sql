-- A link wants a code too, which is told by another way than the mail: it is made from the link's id. Guesses are counted before
-- they are looked at.
DROP FUNCTION read_login_link(TEXT);
CREATE FUNCTION read_login_link(p_token_hash TEXT)
RETURNS TABLE (id UUID, person_id UUID, name TEXT, username TEXT, companies TEXT[], secret TEXT, expires_at TIMESTAMPTZ)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.id, p.id, p.name, p.username, ARRAY(SELECT e.name FROM employers_of(p.id) e), l.secret, l.expires_at
  FROM login_link l JOIN person p ON p.id = l.person_id
  WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.ended_at IS NULL AND l.expires_at > now() AND l.tries < 10
    AND p.removed_at IS NULL
$$;

-- False: the link is none, or has been tried too often.
CREATE FUNCTION count_link_try(p_token_hash TEXT) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE login_link SET tries = tries + 1
    WHERE token_hash = p_token_hash AND used_at IS NULL AND ended_at IS NULL AND expires_at > now() AND tries < 10;
  RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION use_login_link(p_token_hash TEXT, p_username TEXT, p_password_hash TEXT, p_step INTEGER) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who UUID;
  sealed TEXT;
BEGIN
  BEGIN
    UPDATE login_link SET used_at = now()
      WHERE token_hash = p_token_hash AND used_at IS NULL AND ended_at IS NULL AND expires_at > now() AND tries <= 10
      RETURNING person_id, secret INTO who, sealed;
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

REVOKE EXECUTE ON FUNCTION read_login_link(TEXT), count_link_try(TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_login_link(TEXT), count_link_try(TEXT) TO kvittens_web;
