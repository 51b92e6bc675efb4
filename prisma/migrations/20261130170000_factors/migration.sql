-- Logging in without e-legitimation: a user name with password and code app, or a passkey. Web writes neither by itself: these
-- functions ask the session that changes its own login, or the one-time link that an administrator had sent.

ALTER TABLE "login_session" DROP CONSTRAINT "login_session_way_check",
  ADD CONSTRAINT "login_session_way_check" CHECK ("way" IN ('eleg', 'password', 'passkey'));

-- A password alone opens nothing any more.
UPDATE person SET password_hash = NULL WHERE totp_secret IS NULL;
ALTER TABLE "person" ADD CONSTRAINT "person_second_factor" CHECK ("password_hash" IS NULL OR ("username" IS NOT NULL AND "totp_secret" IS NOT NULL));

-- Whether a company's people may log in so; its administrators say.
ALTER TABLE "employer" ADD COLUMN "password_login" BOOLEAN NOT NULL DEFAULT true;
GRANT UPDATE (password_login) ON employer TO kvittens_web;

-- Up to which failure the owner of the user name has been told.
ALTER TABLE "login_delay" ADD COLUMN "told" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "passkey" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "person_id" UUID NOT NULL,
  "credential_id" TEXT NOT NULL,
  "public_key" BYTEA NOT NULL,
  "counter" BIGINT NOT NULL,
  "transports" TEXT[] NOT NULL DEFAULT '{}',
  "label" TEXT NOT NULL CHECK (length("label") BETWEEN 1 AND 60),
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "used_at" TIMESTAMPTZ(6),
  CONSTRAINT "passkey_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "passkey_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey" ("credential_id");
CREATE INDEX "passkey_person_id_idx" ON "passkey" ("person_id");
GRANT SELECT ON passkey TO kvittens_web;

-- Challenges that have been answered, until they would have expired: each is answered once.
CREATE TABLE "used_challenge" (
  "hash" TEXT NOT NULL,
  "expires_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "used_challenge_pkey" PRIMARY KEY ("hash")
);
GRANT SELECT, INSERT, DELETE ON used_challenge TO kvittens_web;

-- A link by which a person chooses user name and password, once. Its token is held as its SHA-256 alone; `secret` is the code
-- app's, sealed, so that the page shows the same one each time it is opened.
CREATE TABLE "login_link" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "person_id" UUID NOT NULL,
  "token_hash" TEXT NOT NULL,
  "secret" TEXT NOT NULL,
  "made_by" UUID NOT NULL,
  "tries" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(6) NOT NULL,
  "used_at" TIMESTAMPTZ(6),
  "ended_at" TIMESTAMPTZ(6),
  CONSTRAINT "login_link_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "login_link_one_end" CHECK (num_nonnulls("used_at", "ended_at") <= 1),
  CONSTRAINT "login_link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "login_link_token_hash_key" ON "login_link" ("token_hash");
CREATE INDEX "login_link_person_id_idx" ON "login_link" ("person_id");
GRANT SELECT ("id", "person_id", "created_at", "expires_at", "used_at", "ended_at") ON login_link TO kvittens_web;

-- Whose session this is, by which way, and whether they have shown who they are within freshLoginMinutes; no row when it has ended
-- (sessionIdleMinutes; lib/limits.ts).
CREATE FUNCTION live_session(p_session UUID) RETURNS TABLE (person_id UUID, way TEXT, fresh BOOLEAN)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.person_id, s.way, coalesce(s.proved_at >= now() - interval '5 minutes', false)
  FROM login_session s JOIN person p ON p.id = s.person_id
  WHERE s.id = p_session AND p.removed_at IS NULL AND s.expires_at > now() AND s.seen_at > now() - interval '30 minutes'
$$;

-- Sends a person a link, for a company whose administrator asks, or without one for an operator. A word: ok, or why not.
-- `several`: an administrator decides over a person of her own company alone, since the login opens the others' too.
CREATE FUNCTION give_login_link(p_session UUID, p_employer UUID, p_person UUID, p_token_hash TEXT, p_secret TEXT, p_expires TIMESTAMPTZ)
RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who RECORD;
  target RECORD;
  today DATE := (now() AT TIME ZONE 'Europe/Stockholm')::date;
BEGIN
  SELECT * INTO who FROM live_session(p_session);
  IF NOT FOUND THEN RETURN 'not_signed_in'; END IF;
  IF NOT who.fresh THEN RETURN 'fresh_login'; END IF;
  IF p_employer IS NULL THEN
    IF NOT EXISTS (SELECT FROM person WHERE id = who.person_id AND operator) THEN RETURN 'not_found'; END IF;
  ELSIF NOT EXISTS (SELECT FROM member WHERE employer_id = p_employer AND person_id = who.person_id AND role = 'administrator'
      AND removed_at IS NULL AND (valid_until IS NULL OR valid_until >= today)) THEN RETURN 'administrator';
  END IF;
  -- One link at a time for a person.
  SELECT * INTO target FROM person WHERE id = p_person AND removed_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF p_employer IS NOT NULL AND NOT EXISTS (SELECT FROM member WHERE employer_id = p_employer AND person_id = p_person
      AND removed_at IS NULL AND (valid_until IS NULL OR valid_until >= today)) THEN RETURN 'not_found'; END IF;
  IF p_person = who.person_id THEN
    -- What a login is opened with is never weaker than the login.
    IF who.way <> 'eleg' THEN RETURN 'own'; END IF;
  ELSIF p_employer IS NOT NULL AND (target.support OR target.operator OR EXISTS (SELECT FROM member WHERE person_id = p_person
      AND employer_id <> p_employer AND removed_at IS NULL AND (valid_until IS NULL OR valid_until >= today))) THEN
    RETURN 'several';
  END IF;
  IF target.mail_verified_at IS NULL THEN RETURN 'no_mail'; END IF;
  IF (SELECT count(*) FROM login_link WHERE person_id = p_person AND created_at > now() - interval '1 day') >= 5 THEN
    RETURN 'too_many';
  END IF;
  UPDATE login_link SET ended_at = now() WHERE person_id = p_person AND used_at IS NULL AND ended_at IS NULL;
  INSERT INTO login_link (person_id, token_hash, secret, made_by, expires_at)
    VALUES (p_person, p_token_hash, p_secret, who.person_id, p_expires);
  RETURN 'ok';
END $$;

-- What the link's page shows. No row: used, ended, expired, tried too often, or never there.
CREATE FUNCTION read_login_link(p_token_hash TEXT) RETURNS TABLE (person_id UUID, name TEXT, username TEXT, secret TEXT, expires_at TIMESTAMPTZ)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.name, p.username, l.secret, l.expires_at
  FROM login_link l JOIN person p ON p.id = l.person_id
  WHERE l.token_hash = p_token_hash AND l.used_at IS NULL AND l.ended_at IS NULL AND l.expires_at > now() AND l.tries < 20
    AND p.removed_at IS NULL
$$;

-- The link is used: what the person logged in with until now counts no more, and every login of theirs ends. `taken`: the user
-- name is somebody else's; a link does not ask for twenty of them.
CREATE FUNCTION use_login_link(p_token_hash TEXT, p_username TEXT, p_password_hash TEXT, p_step INTEGER) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who UUID;
  sealed TEXT;
BEGIN
  BEGIN
    UPDATE login_link SET used_at = now()
      WHERE token_hash = p_token_hash AND used_at IS NULL AND ended_at IS NULL AND expires_at > now() AND tries < 20
      RETURNING person_id, secret INTO who, sealed;
    IF who IS NULL THEN RETURN 'not_found'; END IF;
    UPDATE person SET username = p_username, password_hash = p_password_hash, totp_secret = sealed, totp_last_step = p_step
      WHERE id = who AND removed_at IS NULL;
    IF NOT FOUND THEN RETURN 'not_found'; END IF;
  EXCEPTION WHEN unique_violation THEN
    UPDATE login_link SET tries = tries + 1 WHERE token_hash = p_token_hash;
    RETURN 'taken';
  END;
  DELETE FROM passkey WHERE person_id = who;
  DELETE FROM login_session WHERE person_id = who;
  RETURN 'ok';
END $$;

-- Who changes how they log in: alive and fresh, or a word why not.
CREATE FUNCTION own_login(p_session UUID, OUT word TEXT, OUT who UUID)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  s RECORD;
BEGIN
  SELECT * INTO s FROM live_session(p_session);
  IF NOT FOUND THEN word := 'not_signed_in'; RETURN; END IF;
  IF NOT s.fresh THEN word := 'fresh_login'; RETURN; END IF;
  word := 'ok';
  who := s.person_id;
END $$;

CREATE FUNCTION change_password(p_session UUID, p_password_hash TEXT) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own RECORD;
BEGIN
  SELECT * INTO own FROM own_login(p_session);
  IF own.word <> 'ok' THEN RETURN own.word; END IF;
  UPDATE person SET password_hash = p_password_hash WHERE id = own.who AND username IS NOT NULL AND totp_secret IS NOT NULL;
  IF NOT FOUND THEN RETURN 'not_given'; END IF;
  DELETE FROM login_session WHERE person_id = own.who AND id <> p_session;
  RETURN 'ok';
END $$;

CREATE FUNCTION change_code_app(p_session UUID, p_secret TEXT, p_step INTEGER) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own RECORD;
BEGIN
  SELECT * INTO own FROM own_login(p_session);
  IF own.word <> 'ok' THEN RETURN own.word; END IF;
  UPDATE person SET totp_secret = p_secret, totp_last_step = p_step WHERE id = own.who AND password_hash IS NOT NULL;
  IF NOT FOUND THEN RETURN 'not_given'; END IF;
  DELETE FROM login_session WHERE person_id = own.who AND id <> p_session;
  RETURN 'ok';
END $$;

CREATE FUNCTION add_passkey(p_session UUID, p_credential TEXT, p_key BYTEA, p_counter BIGINT, p_transports TEXT[], p_label TEXT) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own RECORD;
BEGIN
  SELECT * INTO own FROM own_login(p_session);
  IF own.word <> 'ok' THEN RETURN own.word; END IF;
  PERFORM FROM person WHERE id = own.who AND username IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_given'; END IF;
  IF (SELECT count(*) FROM passkey WHERE person_id = own.who) >= 10 THEN RETURN 'too_many'; END IF;
  INSERT INTO passkey (person_id, credential_id, public_key, counter, transports, label)
    VALUES (own.who, p_credential, p_key, p_counter, p_transports, p_label) ON CONFLICT (credential_id) DO NOTHING;
  IF NOT FOUND THEN RETURN 'known'; END IF;
  RETURN 'ok';
END $$;

CREATE FUNCTION remove_passkey(p_session UUID, p_passkey UUID) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own RECORD;
BEGIN
  SELECT * INTO own FROM own_login(p_session);
  IF own.word <> 'ok' THEN RETURN own.word; END IF;
  DELETE FROM passkey WHERE id = p_passkey AND person_id = own.who;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  DELETE FROM login_session WHERE person_id = own.who AND id <> p_session AND way = 'passkey';
  RETURN 'ok';
END $$;

-- From now on the person logs in with e-legitimation alone.
CREATE FUNCTION drop_own_login(p_session UUID) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own RECORD;
BEGIN
  SELECT * INTO own FROM own_login(p_session);
  IF own.word <> 'ok' THEN RETURN own.word; END IF;
  UPDATE person SET username = NULL, password_hash = NULL, totp_secret = NULL, totp_last_step = NULL
    WHERE id = own.who AND username IS NOT NULL;
  IF NOT FOUND THEN RETURN 'not_given'; END IF;
  DELETE FROM passkey WHERE person_id = own.who;
  DELETE FROM login_session WHERE person_id = own.who AND id <> p_session AND way <> 'eleg';
  RETURN 'ok';
END $$;

-- A passkey has answered. False: its counter went back, as a copy's would.
CREATE FUNCTION note_passkey_use(p_credential TEXT, p_counter BIGINT) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE passkey SET counter = p_counter, used_at = now()
    WHERE credential_id = p_credential AND (counter < p_counter OR (counter = 0 AND p_counter = 0));
  RETURN FOUND;
END $$;

-- Whether a person may log in without e-legitimation: one of their companies lets its people, or they have none.
CREATE FUNCTION may_use_password(p_person UUID) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(bool_or(e.password_login), true) FROM employers_of(p_person) o JOIN employer e ON e.id = o.employer_id
$$;

REVOKE EXECUTE ON FUNCTION live_session(UUID), give_login_link(UUID, UUID, UUID, TEXT, TEXT, TIMESTAMPTZ), read_login_link(TEXT),
  use_login_link(TEXT, TEXT, TEXT, INTEGER), own_login(UUID), change_password(UUID, TEXT), change_code_app(UUID, TEXT, INTEGER),
  add_passkey(UUID, TEXT, BYTEA, BIGINT, TEXT[], TEXT), remove_passkey(UUID, UUID), drop_own_login(UUID),
  note_passkey_use(TEXT, BIGINT), may_use_password(UUID) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION give_login_link(UUID, UUID, UUID, TEXT, TEXT, TIMESTAMPTZ), read_login_link(TEXT),
  use_login_link(TEXT, TEXT, TEXT, INTEGER), change_password(UUID, TEXT), change_code_app(UUID, TEXT, INTEGER),
  add_passkey(UUID, TEXT, BYTEA, BIGINT, TEXT[], TEXT), remove_passkey(UUID, UUID), drop_own_login(UUID),
  note_passkey_use(TEXT, BIGINT), may_use_password(UUID) TO kvittens_web;
