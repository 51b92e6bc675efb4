-- What must work before anybody can log in, for who runs the portal at the command line. The role reads who there is, and writes
-- through these functions alone: each stands in the portal's audit trail, with who ran the command.
GRANT SELECT (id, name, person_masked, username, support, operator, mail_verified_at, last_login_at, created_at, removed_at) ON person TO kvittens_admin;
GRANT SELECT (id, person_id, way, created_at, seen_at, expires_at) ON login_session TO kvittens_admin;
GRANT SELECT (id, orgnr, name) ON employer TO kvittens_admin;
GRANT SELECT (employer_id, person_id, role, valid_until, removed_at) ON member TO kvittens_admin;
GRANT SELECT (id, reference, kind, state, orgnr, created_at, changed_at, submitted_at) ON application TO kvittens_admin;
DO $$
DECLARE t TEXT;
BEGIN
  FOREACH t IN ARRAY ARRAY['employer', 'member', 'application'] LOOP
    EXECUTE format('CREATE POLICY admin_reads ON %I FOR SELECT TO kvittens_admin USING (true)', t);
  END LOOP;
END $$;

CREATE FUNCTION admin_audit(p_actor TEXT, p_action TEXT, p_object TEXT, p_detail JSONB) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_actor !~ '^admin:.{1,100}$' THEN RAISE EXCEPTION 'who does it?' USING ERRCODE = 'check_violation'; END IF;
  PERFORM append_audit('00000000-0000-0000-0000-000000000000', p_actor, p_action, p_object, p_detail);
END $$;

-- Makes a person an operator, and the person's row if there is none. `added`, `was`, or `removed`: that person's account has ended.
CREATE FUNCTION admin_add_operator(p_actor TEXT, p_name TEXT, p_key TEXT, p_masked TEXT, OUT became TEXT, OUT person_id UUID)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT m.person_id INTO person_id FROM make_person(p_key, p_masked, p_name) m;
  IF person_id IS NULL THEN became := 'removed'; RETURN; END IF;
  UPDATE person p SET operator = true WHERE p.id = admin_add_operator.person_id AND NOT p.operator;
  became := CASE WHEN FOUND THEN 'added' ELSE 'was' END;
  IF became = 'added' THEN PERFORM admin_audit(p_actor, 'operator.added', person_id::text, '{}'); END IF;
END $$;

-- From now on the person is no operator, and has to log in anew. False: was none.
CREATE FUNCTION admin_drop_operator(p_actor TEXT, p_person UUID) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE person SET operator = false WHERE id = p_person AND operator;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM login_session WHERE person_id = p_person;
  PERFORM admin_audit(p_actor, 'operator.removed', p_person::text, '{}');
  RETURN true;
END $$;

-- Ends a person's logins, or everybody's (p_person NULL). How many.
CREATE FUNCTION admin_end_sessions(p_actor TEXT, p_person UUID) RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE ended INTEGER;
BEGIN
  DELETE FROM login_session WHERE p_person IS NULL OR person_id = p_person;
  GET DIAGNOSTICS ended = ROW_COUNT;
  PERFORM admin_audit(p_actor, 'session.ended-for', coalesce(p_person::text, 'everybody'), jsonb_build_object('count', ended));
  RETURN ended;
END $$;

-- Forgets the wrong tries on a person's user name: strangers' (p_key) and those of its known browsers (p_devices, a beginning).
CREATE FUNCTION admin_open_login(p_actor TEXT, p_person UUID, p_key TEXT, p_devices TEXT) RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE opened INTEGER;
BEGIN
  IF p_key !~ '^account:[0-9a-f]{64}$' OR p_devices !~ '^device:[0-9a-f]{64}:$' THEN
    RAISE EXCEPTION 'no key' USING ERRCODE = 'check_violation';
  END IF;
  DELETE FROM login_delay WHERE key = p_key OR starts_with(key, p_devices);
  GET DIAGNOSTICS opened = ROW_COUNT;
  PERFORM admin_audit(p_actor, 'login.opened', p_person::text, jsonb_build_object('count', opened));
  RETURN opened;
END $$;

-- Takes away user name, password, code app, passkeys and links that are not used, and ends the person's logins. False: had none.
CREATE FUNCTION admin_reset_login(p_actor TEXT, p_person UUID) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE keys INTEGER;
BEGIN
  UPDATE person SET username = NULL, password_hash = NULL, totp_secret = NULL, totp_last_step = NULL
    WHERE id = p_person AND num_nonnulls(username, password_hash, totp_secret) > 0;
  GET DIAGNOSTICS keys = ROW_COUNT;
  WITH gone AS (DELETE FROM passkey WHERE person_id = p_person RETURNING 1),
    links AS (UPDATE login_link SET ended_at = now() WHERE person_id = p_person AND used_at IS NULL AND ended_at IS NULL RETURNING 1)
  SELECT keys + (SELECT count(*) FROM gone) + (SELECT count(*) FROM links) INTO keys;
  IF keys = 0 THEN RETURN false; END IF;
  DELETE FROM login_session WHERE person_id = p_person;
  PERFORM admin_audit(p_actor, 'login.reset', p_person::text, '{}');
  RETURN true;
END $$;

-- Whom the command has listed, and of what: looking is written down too.
CREATE FUNCTION admin_note_list(p_actor TEXT, p_what TEXT, p_count INTEGER) RETURNS VOID
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT admin_audit(p_actor, 'operator.listed', p_what, jsonb_build_object('count', p_count))
$$;

REVOKE EXECUTE ON FUNCTION admin_audit(TEXT, TEXT, TEXT, JSONB), admin_add_operator(TEXT, TEXT, TEXT, TEXT), admin_drop_operator(TEXT, UUID),
  admin_end_sessions(TEXT, UUID), admin_open_login(TEXT, UUID, TEXT, TEXT), admin_reset_login(TEXT, UUID), admin_note_list(TEXT, TEXT, INTEGER)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION admin_add_operator(TEXT, TEXT, TEXT, TEXT), admin_drop_operator(TEXT, UUID), admin_end_sessions(TEXT, UUID),
  admin_open_login(TEXT, UUID, TEXT, TEXT), admin_reset_login(TEXT, UUID), admin_note_list(TEXT, TEXT, INTEGER) TO kvittens_admin;
