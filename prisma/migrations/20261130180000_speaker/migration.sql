-- Whom a transaction speaks for is the database's own knowledge. A role can set any custom setting, so a setting is no tenant: who
-- speaks shows the cookie of a login or the fingerprint of a registered certificate, and the functions below write down who that is.

-- What no process role may touch: none has USAGE on this schema.
CREATE SCHEMA walls;

-- One row for each transaction that speaks. Unlogged: it means nothing after its transaction.
CREATE UNLOGGED TABLE walls.speaker (
  "xact" XID8 NOT NULL,
  "employer_id" UUID,
  "role" TEXT,
  "person_id" UUID,
  "session_id" UUID,
  "fresh" BOOLEAN NOT NULL DEFAULT false,
  "support" BOOLEAN NOT NULL DEFAULT false,
  "operator" BOOLEAN NOT NULL DEFAULT false,
  "certificate" TEXT,
  CONSTRAINT "speaker_pkey" PRIMARY KEY ("xact"),
  CONSTRAINT "speaker_one" CHECK (("session_id" IS NULL) <> ("certificate" IS NULL))
);

-- Which employers a support person has looked something up of, for the minute in which what was found is read.
CREATE TABLE walls.support_sight (
  "session_id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "support_sight_pkey" PRIMARY KEY ("session_id", "employer_id"),
  CONSTRAINT "support_sight_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES public.login_session ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "support_sight_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES public.employer ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- The cookie's name is hashed too ("name=token"; lib/access/session-token.ts).
CREATE FUNCTION hash_credential(p_credential TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS
$$ SELECT encode(sha256(convert_to(p_credential, 'UTF8')), 'hex') $$;

-- Speaks, until the end of the transaction and once in it, for the person whose cookie this is; with `p_employer` for a company that
-- they may act for today, or that they have just looked something up of as support. A word: ok, or why not.
-- sessionIdleMinutes and freshLoginMinutes: lib/limits.ts.
CREATE FUNCTION speak_for(p_credential TEXT, p_employer UUID) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s RECORD; v_role TEXT;
BEGIN
  SELECT l.id, l.person_id, p.support, p.operator, coalesce(l.proved_at >= now() - interval '5 minutes', false) AS fresh INTO s
  FROM login_session l JOIN person p ON p.id = l.person_id
  WHERE l.token_hash = hash_credential(p_credential) AND p.removed_at IS NULL
    AND l.expires_at > clock_timestamp() AND l.seen_at > clock_timestamp() - interval '30 minutes';
  IF NOT FOUND THEN RETURN 'not_signed_in'; END IF;
  IF p_employer IS NOT NULL THEN
    SELECT e.role INTO v_role FROM employers_of(s.person_id) e WHERE e.employer_id = p_employer;
    IF NOT FOUND THEN
      IF NOT s.support OR NOT EXISTS (SELECT FROM walls.support_sight g WHERE g.session_id = s.id AND g.employer_id = p_employer
          AND g.at > clock_timestamp() - interval '1 minute') THEN
        RETURN 'employer';
      END IF;
      v_role := 'support';
    END IF;
  END IF;
  INSERT INTO walls.speaker (xact, employer_id, role, person_id, session_id, fresh, support, operator)
    VALUES (pg_current_xact_id(), p_employer, v_role, s.person_id, s.id, s.fresh, s.support, s.operator);
  RETURN 'ok';
END $$;

-- As speak_for, for a certificate. Whether the client holds its key, TLS has shown: a fingerprint is no secret, and gateway's role
-- alone may call this. A word: ok, or why not (the refusals of lib/certificates/require-holder.ts).
CREATE FUNCTION speak_for_certificate(p_fingerprint TEXT, p_employer UUID) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE c RECORD; holds BOOLEAN;
BEGIN
  SELECT k.employer_id, k.valid_from, k.removed_at, e.orgnr INTO c FROM certificate k JOIN employer e ON e.id = k.employer_id
  WHERE k.fingerprint = p_fingerprint ORDER BY k.removed_at DESC NULLS FIRST LIMIT 1;
  IF NOT FOUND THEN RETURN 'not_registered'; END IF;
  IF c.removed_at IS NOT NULL THEN RETURN 'removed'; END IF;
  IF c.valid_from > clock_timestamp() THEN RETURN 'not_yet_in_use'; END IF;
  IF p_employer IS DISTINCT FROM c.employer_id THEN
    SELECT bool_or(m.ended_at IS NULL AND (now() AT TIME ZONE 'Europe/Stockholm')::date BETWEEN m.valid_from AND m.valid_until)
      INTO holds FROM mandate m WHERE m.employer_id = p_employer AND m.agent_orgnr = c.orgnr;
    IF holds IS NULL THEN RETURN 'mandate'; END IF;
    IF NOT holds THEN RETURN 'mandate_ended'; END IF;
  END IF;
  INSERT INTO walls.speaker (xact, employer_id, role, certificate) VALUES (pg_current_xact_id(), p_employer, 'certificate', p_fingerprint);
  RETURN 'ok';
END $$;

-- Who speaks in this transaction; null where nobody does. Policies ask them as (SELECT current_employer()): once for each query.
CREATE OR REPLACE FUNCTION current_employer() RETURNS UUID LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN RETURN (SELECT employer_id FROM walls.speaker WHERE xact = pg_current_xact_id_if_assigned()); END $$;
CREATE OR REPLACE FUNCTION current_person() RETURNS UUID LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN RETURN (SELECT person_id FROM walls.speaker WHERE xact = pg_current_xact_id_if_assigned()); END $$;
CREATE FUNCTION current_session() RETURNS UUID LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN RETURN (SELECT session_id FROM walls.speaker WHERE xact = pg_current_xact_id_if_assigned()); END $$;
-- administrator | handler | ombud | reader | support | certificate
CREATE FUNCTION speaking_role() RETURNS TEXT LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN RETURN (SELECT role FROM walls.speaker WHERE xact = pg_current_xact_id_if_assigned()); END $$;
CREATE FUNCTION speaks_as_support() RETURNS BOOLEAN LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN RETURN EXISTS (SELECT FROM walls.speaker WHERE xact = pg_current_xact_id_if_assigned() AND support); END $$;
CREATE FUNCTION speaks_as_operator() RETURNS BOOLEAN LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN RETURN EXISTS (SELECT FROM walls.speaker WHERE xact = pg_current_xact_id_if_assigned() AND operator); END $$;
-- As the audit trail writes who did something.
CREATE FUNCTION current_actor() RETURNS TEXT LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ BEGIN
  RETURN (SELECT CASE WHEN certificate IS NULL THEN 'person:' || person_id ELSE 'certificate:' || certificate END
    FROM walls.speaker WHERE xact = pg_current_xact_id_if_assigned());
END $$;

-- What has spoken and is over. Rows of one transaction are found by their key however many there are.
CREATE FUNCTION forget_speakers() RETURNS VOID LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM walls.speaker WHERE xact < pg_snapshot_xmin(pg_current_snapshot());
  DELETE FROM walls.support_sight WHERE at < now() - interval '1 minute'
$$;

-- A function that acts for a session acts for the one that speaks.
CREATE FUNCTION require_session(p_session UUID) RETURNS VOID LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_session IS DISTINCT FROM current_session() THEN
    RAISE EXCEPTION 'another session' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- append_audit is what roles call: an employer's chain takes links of who speaks for it. append_link is for functions of the owner.
CREATE FUNCTION append_link(p_chain UUID, p_actor TEXT, p_action TEXT, p_object TEXT, p_detail JSONB) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE head audit_head; link BIGINT; stamp TIMESTAMPTZ := clock_timestamp(); digest BYTEA;
BEGIN
  INSERT INTO audit_head (chain, seq, hash) VALUES (p_chain, 0, '\x') ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM audit_head WHERE chain = p_chain FOR UPDATE;
  link := head.seq + 1;
  digest := sha256(head.hash || convert_to(jsonb_build_array(link, to_char(stamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), p_actor, p_action, p_object, p_detail)::text, 'UTF8'));
  INSERT INTO audit (chain, seq, at, actor, action, object, detail, prev, hash)
    VALUES (p_chain, link, stamp, p_actor, p_action, p_object, p_detail, head.hash, digest);
  UPDATE audit_head SET seq = link, hash = digest WHERE chain = p_chain;
  RETURN link;
END $$;
DO $$
DECLARE f RECORD; made TEXT; bound TEXT;
BEGIN
  FOR f IN SELECT p.oid, p.proname, p.prosrc, l.lanname AS language, coalesce('p_session' = ANY (p.proargnames), false) AS by_session
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
      AND p.proname NOT IN ('append_audit', 'append_link', 'note_login', 'audit_for', 'support_find', 'own_erasure_obstacles', 'require_session')
      AND (p.prosrc ~ 'append_audit\(|kvittens\.employer' OR 'p_session' = ANY (p.proargnames)) LOOP
    made := replace(pg_get_functiondef(f.oid), 'append_audit(', 'append_link(');
    made := regexp_replace(made, '\n *PERFORM set_config\(''kvittens\.employer''[^\n]*', '', 'g');
    made := regexp_replace(made, 'speaks_for TEXT := current_setting\(''kvittens\.employer'', true\);', '');
    IF f.by_session THEN
      bound := CASE f.language WHEN 'plpgsql' THEN regexp_replace(made, '\nBEGIN\n', E'\nBEGIN\n  PERFORM require_session(p_session);\n')
        ELSE regexp_replace(made, 's\.id = p_session', 's.id = p_session AND s.id = current_session()') END;
      IF bound = made THEN RAISE EXCEPTION 'nothing to bind in %', f.proname; END IF;
      made := bound;
    END IF;
    -- Who has become a member speaks for the employer from then on, in the same transaction.
    IF f.proname = 'accept_invitation' THEN
      made := replace(made, E'  RETURN ''done'';', E'  UPDATE walls.speaker SET employer_id = i.employer_id, role = i.role WHERE xact = pg_current_xact_id();\n  RETURN ''done'';');
    END IF;
    -- So does, until its end, who has just left it.
    IF f.proname = 'leave_employer' THEN
      made := replace(made, E'  RETURN ''done'';', E'  UPDATE walls.speaker SET employer_id = p_employer, role = m.role WHERE xact = pg_current_xact_id();\n  RETURN ''done'';');
    END IF;
    EXECUTE made;
  END LOOP;
END $$;
CREATE OR REPLACE FUNCTION append_audit(p_chain UUID, p_actor TEXT, p_action TEXT, p_object TEXT, p_detail JSONB) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- A tenant's connection writes to its own chain or to the portal's.
  IF session_user IN ('kvittens_web', 'kvittens_gateway') AND p_chain <> '00000000-0000-0000-0000-000000000000'
     AND p_chain IS DISTINCT FROM current_employer() THEN
    RAISE EXCEPTION 'another employer''s chain' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN append_link(p_chain, p_actor, p_action, p_object, p_detail);
END $$;
CREATE OR REPLACE FUNCTION audit_for(p_chain UUID, p_actor TEXT, p_action TEXT, p_object TEXT, p_detail JSONB) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN PERFORM append_link(p_chain, p_actor, p_action, p_object, p_detail); END $$;

-- Support: as before, of who speaks. What was found is readable for a minute (speak_for).
DROP FUNCTION support_find(UUID, TEXT);
CREATE FUNCTION support_find(p_query TEXT) RETURNS TABLE (employer_id UUID, submission_id UUID)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE hits INTEGER := 0; hit RECORD; v_by TEXT := current_actor();
BEGIN
  IF NOT speaks_as_support() THEN
    RAISE EXCEPTION 'not support' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR hit IN SELECT s.employer_id AS e, s.id AS s FROM submission s
    WHERE s.kvittens_id = p_query OR s.reference = p_query ORDER BY s.submitted_at DESC LIMIT 20 LOOP
    hits := hits + 1;
    PERFORM append_link(hit.e, v_by, 'support.looked-up', hit.s::text, '{}');
    INSERT INTO walls.support_sight AS g (session_id, employer_id, at) VALUES (current_session(), hit.e, clock_timestamp())
      ON CONFLICT ON CONSTRAINT support_sight_pkey DO UPDATE SET at = excluded.at;
    employer_id := hit.e; submission_id := hit.s;
    RETURN NEXT;
  END LOOP;
  PERFORM append_link('00000000-0000-0000-0000-000000000000', v_by, 'support.searched', 'submission', jsonb_build_object('hits', hits));
END $$;

-- Logins. The session of one of these cookies; counts as activity where `p_touch` says so, at most once a minute.
CREATE FUNCTION read_session(p_credentials TEXT[], p_touch BOOLEAN)
RETURNS TABLE (credential TEXT, session_id UUID, person_id UUID, name TEXT, support BOOLEAN, operator BOOLEAN, way TEXT,
  proved_at TIMESTAMPTZ, expires_at TIMESTAMPTZ, seen_at TIMESTAMPTZ, employer_id UUID)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r RECORD;
BEGIN
  SELECT shown.cookie, s.id, s.person_id AS who, p.name AS called, p.support AS sup, p.operator AS ope, s.way AS w, s.proved_at AS proved,
      s.expires_at AS ends, s.seen_at AS seen,
      (SELECT e.employer_id FROM employers_of(s.person_id) e WHERE e.employer_id = s.employer_id) AS acts_for INTO r
    FROM unnest(p_credentials) AS shown (cookie) JOIN login_session s ON s.token_hash = hash_credential(shown.cookie)
      JOIN person p ON p.id = s.person_id
    WHERE p.removed_at IS NULL AND s.expires_at > clock_timestamp() AND s.seen_at > clock_timestamp() - interval '30 minutes'
    LIMIT 1;
  IF NOT FOUND THEN RETURN; END IF;
  IF p_touch AND r.seen < clock_timestamp() - interval '1 minute' THEN
    r.seen := clock_timestamp();
    UPDATE login_session SET seen_at = r.seen WHERE id = r.id AND login_session.seen_at < r.seen;
  END IF;
  RETURN QUERY SELECT r.cookie, r.id, r.who, r.called, r.sup, r.ope, r.w, r.proved, r.ends, r.seen, r.acts_for;
END $$;

-- Begins a login and ends an earlier one of the same browser; the same person's goes on under the new token, with its employer and what
-- is kept for it. Lasts sessionHours at most (lib/limits.ts). A login by e-legitimation does not go on as one that a company may have
-- switched off.
CREATE FUNCTION start_session(p_person UUID, p_way TEXT, p_token_hash TEXT, p_earlier TEXT[], p_proved_at TIMESTAMPTZ, p_device TEXT,
  OUT session_id UUID, OUT expires_at TIMESTAMPTZ)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE stamp TIMESTAMPTZ := clock_timestamp(); earlier TEXT[]; word TEXT := 'session.proved';
BEGIN
  SELECT coalesce(array_agg(hash_credential(c)), '{}') INTO earlier FROM unnest(p_earlier) c;
  expires_at := stamp + interval '12 hours';
  UPDATE login_session s SET token_hash = p_token_hash, way = p_way, device = p_device, created_at = stamp, seen_at = stamp,
      expires_at = start_session.expires_at, proved_at = p_proved_at
    WHERE s.id = (SELECT o.id FROM login_session o WHERE o.token_hash = ANY (earlier) AND o.person_id = p_person
        AND o.expires_at > stamp AND o.seen_at > stamp - interval '30 minutes' AND (p_way = 'eleg' OR o.way <> 'eleg') LIMIT 1)
    RETURNING s.id INTO session_id;
  IF session_id IS NULL THEN
    word := 'session.started';
    DELETE FROM login_session s WHERE s.token_hash = ANY (earlier) OR s.expires_at <= stamp OR s.seen_at <= stamp - interval '30 minutes';
    session_id := gen_random_uuid();
    INSERT INTO login_session (id, token_hash, person_id, way, created_at, seen_at, expires_at, proved_at, device)
      VALUES (session_id, p_token_hash, p_person, p_way, stamp, stamp, expires_at, p_proved_at, p_device);
  END IF;
  PERFORM note_login(session_id);
  PERFORM append_link('00000000-0000-0000-0000-000000000000', 'person:' || p_person, word, session_id::text, jsonb_build_object('way', p_way));
END $$;

-- Whose login this was may end it, and sees their own; what knows a login, nobody reads.
ALTER TABLE login_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE login_session FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON login_session TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY own ON login_session TO kvittens_web USING (person_id = (SELECT current_person())) WITH CHECK (person_id = (SELECT current_person()));
CREATE POLICY admin_reads ON login_session FOR SELECT TO kvittens_admin USING (true);
REVOKE SELECT, INSERT, UPDATE ON login_session FROM kvittens_web;
GRANT SELECT (id, person_id, way, created_at, seen_at, expires_at, proved_at, employer_id, device), UPDATE (employer_id) ON login_session TO kvittens_web;

-- An administrator switches passwords off: who came in by one is out, but for this login.
CREATE FUNCTION end_password_logins() RETURNS VOID LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF speaking_role() IS DISTINCT FROM 'administrator' THEN
    RAISE EXCEPTION 'no administrator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM login_session WHERE employer_id = current_employer() AND way <> 'eleg' AND id <> current_session();
END $$;

-- Policies ask once for each query.
DO $$
DECLARE p RECORD; asks TEXT; checks TEXT;
BEGIN
  FOR p IN SELECT * FROM pg_policies WHERE schemaname = 'public' AND policyname <> 'owner_all' AND tablename <> 'login_session'
      AND concat(qual, with_check) ~ 'current_(employer|person)\(\)' LOOP
    asks := regexp_replace(p.qual, '(current_(employer|person)\(\))', '(SELECT \1)', 'g');
    checks := regexp_replace(p.with_check, '(current_(employer|person)\(\))', '(SELECT \1)', 'g');
    EXECUTE format('ALTER POLICY %I ON %I', p.policyname, p.tablename)
      || coalesce(' USING (' || asks || ')', '') || coalesce(' WITH CHECK (' || checks || ')', '');
  END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION hash_credential(TEXT), speak_for(TEXT, UUID), speak_for_certificate(TEXT, UUID), current_session(), speaking_role(),
  speaks_as_support(), speaks_as_operator(), current_actor(), forget_speakers(), require_session(UUID), support_find(TEXT),
  append_link(UUID, TEXT, TEXT, TEXT, JSONB), read_session(TEXT[], BOOLEAN), end_password_logins(),
  start_session(UUID, TEXT, TEXT, TEXT[], TIMESTAMPTZ, TEXT) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION note_login(UUID) FROM kvittens_web;
GRANT EXECUTE ON FUNCTION speak_for(TEXT, UUID), current_session(), speaking_role(), speaks_as_support(), speaks_as_operator(),
  current_actor(), forget_speakers(), support_find(TEXT), read_session(TEXT[], BOOLEAN), end_password_logins(),
  start_session(UUID, TEXT, TEXT, TEXT[], TIMESTAMPTZ, TEXT) TO kvittens_web;
GRANT EXECUTE ON FUNCTION speak_for_certificate(TEXT, UUID), current_session(), speaking_role(), current_actor(), forget_speakers() TO kvittens_gateway;
