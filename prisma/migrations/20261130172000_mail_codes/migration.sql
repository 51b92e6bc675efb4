-- A person's own address is theirs once they have entered a code that was mailed to it.
ALTER TABLE "person" ADD COLUMN "mail_refused_at" TIMESTAMPTZ(6); -- the mail server refused the address, and no mail has gone through since

-- No process reads or writes this table but through the functions below.
CREATE TABLE "mail_code" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "person_id" UUID NOT NULL,
  "address" TEXT NOT NULL,
  "code_hash" TEXT NOT NULL CHECK ("code_hash" ~ '^[0-9a-f]{64}$'),
  "wrong_tries" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(6) NOT NULL,
  "expires_at" TIMESTAMPTZ(6) NOT NULL,
  "used_at" TIMESTAMPTZ(6),
  "ended_at" TIMESTAMPTZ(6), -- a newer code came, or too many wrong tries
  CONSTRAINT "mail_code_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "mail_code_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "mail_code_person_id_idx" ON "mail_code" ("person_id");
CREATE INDEX "mail_code_address_idx" ON "mail_code" ("address");
ALTER TABLE "mail_code" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "mail_code" FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON "mail_code" TO CURRENT_USER USING (true) WITH CHECK (true);

-- Locks the person, so that what one person's logins ask at once is done one after another; says when they last proved who they
-- are. No row: the login is not theirs, or has ended.
CREATE FUNCTION lock_person_of(p_session UUID, p_person UUID, p_now TIMESTAMPTZ) RETURNS TABLE (mail TEXT, mail_verified_at TIMESTAMPTZ, proved_at TIMESTAMPTZ)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.mail, p.mail_verified_at, s.proved_at FROM login_session s JOIN person p ON p.id = s.person_id
  WHERE s.id = p_session AND s.person_id = p_person AND s.expires_at > p_now AND p.removed_at IS NULL
  FOR NO KEY UPDATE OF p
$$;

-- asked · verified (the address is theirs already) · ended (the login) · stale (an address may be changed by a fresh login alone) ·
-- too_many (to the person or to the address within a day).
CREATE FUNCTION ask_mail_code(p_session UUID, p_person UUID, p_address TEXT, p_code_hash TEXT, p_now TIMESTAMPTZ, p_minutes INTEGER,
  p_a_day INTEGER, p_fresh_since TIMESTAMPTZ, OUT outcome TEXT, OUT code_id UUID)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me RECORD; day_ago TIMESTAMPTZ := p_now - INTERVAL '1 day';
BEGIN
  SELECT * INTO me FROM lock_person_of(p_session, p_person, p_now);
  IF NOT FOUND THEN outcome := 'ended'; RETURN; END IF;
  IF me.mail = p_address AND me.mail_verified_at IS NOT NULL THEN outcome := 'verified'; RETURN; END IF;
  IF me.mail_verified_at IS NOT NULL AND (me.proved_at IS NULL OR me.proved_at < p_fresh_since) THEN outcome := 'stale'; RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('mail_code ' || p_address, 0));
  IF (SELECT count(*) FROM mail_code WHERE person_id = p_person AND created_at > day_ago) >= p_a_day
     OR (SELECT count(*) FROM mail_code WHERE address = p_address AND created_at > day_ago) >= p_a_day THEN
    outcome := 'too_many'; RETURN;
  END IF;
  UPDATE mail_code SET ended_at = p_now WHERE person_id = p_person AND used_at IS NULL AND ended_at IS NULL;
  INSERT INTO mail_code (person_id, address, code_hash, created_at, expires_at)
    VALUES (p_person, p_address, p_code_hash, p_now, p_now + make_interval(mins => p_minutes)) RETURNING id INTO code_id;
  outcome := 'asked';
END $$;

-- confirmed (`former`: a verified address that it replaces) · again (the same code once more) · wrong · none (no code, too old, or
-- too many wrong tries) · ended (the login) · stale.
CREATE FUNCTION confirm_mail_code(p_session UUID, p_person UUID, p_code_hash TEXT, p_now TIMESTAMPTZ, p_tries INTEGER,
  p_fresh_since TIMESTAMPTZ, OUT outcome TEXT, OUT code_id UUID, OUT former TEXT)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me RECORD; code mail_code;
BEGIN
  SELECT * INTO me FROM lock_person_of(p_session, p_person, p_now);
  IF NOT FOUND THEN outcome := 'ended'; RETURN; END IF;
  SELECT * INTO code FROM mail_code c WHERE c.person_id = p_person AND c.expires_at > p_now
    ORDER BY c.used_at IS NULL AND c.ended_at IS NULL DESC, c.created_at DESC LIMIT 1;
  IF NOT FOUND OR code.ended_at IS NOT NULL THEN outcome := 'none'; RETURN; END IF;
  IF code.used_at IS NOT NULL THEN
    outcome := CASE WHEN code.code_hash = p_code_hash AND me.mail = code.address THEN 'again' ELSE 'none' END;
    RETURN;
  END IF;
  IF me.mail_verified_at IS NOT NULL AND (me.proved_at IS NULL OR me.proved_at < p_fresh_since) THEN outcome := 'stale'; RETURN; END IF;
  IF code.code_hash <> p_code_hash THEN
    UPDATE mail_code SET wrong_tries = wrong_tries + 1, ended_at = CASE WHEN wrong_tries + 1 >= p_tries THEN p_now END WHERE id = code.id;
    outcome := 'wrong';
    RETURN;
  END IF;
  UPDATE mail_code SET used_at = p_now WHERE id = code.id;
  UPDATE person SET mail = code.address, mail_verified_at = p_now, mail_refused_at = NULL WHERE id = p_person;
  former := CASE WHEN me.mail_verified_at IS NOT NULL AND me.mail <> code.address THEN me.mail END;
  code_id := code.id;
  outcome := 'confirmed';
END $$;

-- The code that the person was mailed and can still enter.
CREATE FUNCTION pending_mail_code(p_session UUID, p_person UUID, p_now TIMESTAMPTZ) RETURNS TABLE (address TEXT, expires_at TIMESTAMPTZ)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.address, c.expires_at FROM mail_code c JOIN login_session s ON s.person_id = c.person_id
  WHERE s.id = p_session AND s.person_id = p_person AND s.expires_at > p_now
    AND c.used_at IS NULL AND c.ended_at IS NULL AND c.expires_at > p_now
  ORDER BY c.created_at DESC LIMIT 1
$$;

-- Housekeeping: a day is what the limit counts.
CREATE FUNCTION purge_mail_codes(p_now TIMESTAMPTZ) RETURNS INTEGER
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (DELETE FROM mail_code WHERE created_at < least(p_now, clock_timestamp()) - INTERVAL '1 day' RETURNING 1) SELECT count(*)::int FROM gone
$$;

REVOKE EXECUTE ON FUNCTION lock_person_of(UUID, UUID, TIMESTAMPTZ),
  ask_mail_code(UUID, UUID, TEXT, TEXT, TIMESTAMPTZ, INTEGER, INTEGER, TIMESTAMPTZ),
  confirm_mail_code(UUID, UUID, TEXT, TIMESTAMPTZ, INTEGER, TIMESTAMPTZ),
  pending_mail_code(UUID, UUID, TIMESTAMPTZ), purge_mail_codes(TIMESTAMPTZ) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ask_mail_code(UUID, UUID, TEXT, TEXT, TIMESTAMPTZ, INTEGER, INTEGER, TIMESTAMPTZ),
  confirm_mail_code(UUID, UUID, TEXT, TIMESTAMPTZ, INTEGER, TIMESTAMPTZ),
  pending_mail_code(UUID, UUID, TIMESTAMPTZ), purge_mail_codes(TIMESTAMPTZ) TO kvittens_web;
