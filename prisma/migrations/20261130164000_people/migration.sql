-- People of a company: who is invited, what each may do, who is removed. Web reads members and invitations, and changes them through
-- these functions alone: each asks the login itself whether its person is an administrator of that employer.

ALTER TABLE "invitation"
  ADD CONSTRAINT "invitation_ombud_ends" CHECK ("role" <> 'ombud' OR "valid_until" IS NOT NULL),
  ADD CONSTRAINT "invitation_administrator_stays" CHECK ("role" <> 'administrator' OR "valid_until" IS NULL);
-- An address is invited once at a time.
CREATE UNIQUE INDEX "invitation_one_open" ON "invitation" ("employer_id", "address") WHERE "accepted_at" IS NULL AND "ended_at" IS NULL;
REVOKE INSERT, UPDATE ON invitation FROM kvittens_web;
REVOKE UPDATE (ended_at) ON invitation FROM kvittens_web;

-- The person of a login that has not ended, if an administrator of the employer today; else null.
CREATE FUNCTION administrator_in(p_session UUID, p_employer UUID) RETURNS UUID
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.person_id FROM login_session s JOIN LATERAL employers_of(s.person_id) e ON e.employer_id = p_employer
  WHERE s.id = p_session AND s.expires_at > now() AND e.role = 'administrator' AND e.via IS NULL
$$;

-- Who changes a company's people waits here: of twenty at once, each sees what the one before has done.
CREATE FUNCTION lock_people(p_employer UUID) RETURNS VOID
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT FROM employer WHERE id = p_employer FOR NO KEY UPDATE
$$;

-- Whether the employer has an administrator but this person.
CREATE FUNCTION has_other_administrator(p_employer UUID, p_person UUID) RETURNS BOOLEAN
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM member m JOIN person p ON p.id = m.person_id
    WHERE m.employer_id = p_employer AND m.person_id IS DISTINCT FROM p_person AND m.role = 'administrator'
      AND m.removed_at IS NULL AND p.removed_at IS NULL)
$$;

-- The second wall: whatever a process of the portal does, it cannot take an employer's last administrator away. An employer that
-- leaves the portal ends them all.
CREATE FUNCTION keep_one_administrator() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user NOT IN ('kvittens_web', 'kvittens_relay') OR NEW.removed_why = 'ended' THEN RETURN NULL; END IF;
  PERFORM lock_people(OLD.employer_id);
  IF NOT has_other_administrator(OLD.employer_id, NULL) THEN
    RAISE EXCEPTION 'an employer keeps one administrator' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER member_keeps_administrator AFTER UPDATE OF role, removed_at ON member
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.role = 'administrator' AND OLD.removed_at IS NULL AND (NEW.role <> 'administrator' OR NEW.removed_at IS NOT NULL))
  EXECUTE FUNCTION keep_one_administrator();

-- 'done', or why not: 'administrator' (the login's person is none), 'member' (who is named is one already, in that role or a higher),
-- 'invited' (the address is), 'many' (p_most are open). An administrator among the members is made by an invitation too: the new one accepts first.
CREATE FUNCTION invite_member(p_session UUID, p_employer UUID, p_id UUID, p_token_hash TEXT, p_name TEXT, p_address TEXT, p_role TEXT,
  p_valid_until DATE, p_person_key TEXT, p_person_masked TEXT, p_expires_at TIMESTAMPTZ, p_most INTEGER) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_by UUID;
BEGIN
  PERFORM lock_people(p_employer);
  v_by := administrator_in(p_session, p_employer);
  IF v_by IS NULL THEN RETURN 'administrator'; END IF;
  IF EXISTS (SELECT FROM member m JOIN person p ON p.id = m.person_id
      WHERE m.employer_id = p_employer AND p.person_key = p_person_key AND m.removed_at IS NULL
        AND (p_role <> 'administrator' OR m.role = 'administrator')) THEN RETURN 'member'; END IF;
  -- One that has run out leaves its place.
  UPDATE invitation SET ended_at = now()
  WHERE employer_id = p_employer AND accepted_at IS NULL AND ended_at IS NULL AND expires_at <= now();
  IF EXISTS (SELECT FROM invitation WHERE employer_id = p_employer AND address = p_address AND accepted_at IS NULL AND ended_at IS NULL)
    THEN RETURN 'invited'; END IF;
  IF (SELECT count(*) FROM invitation WHERE employer_id = p_employer AND created_at > now() - interval '1 day') >= p_most
    THEN RETURN 'many'; END IF;
  INSERT INTO invitation (id, employer_id, token_hash, name, address, role, valid_until, person_key, person_masked, invited_by, expires_at)
  VALUES (p_id, p_employer, p_token_hash, p_name, p_address, p_role, p_valid_until, p_person_key, p_person_masked, v_by, p_expires_at);
  RETURN 'done';
END $$;

-- The address of the invitation that now has another link and another end, or null: there is none that is open. 'administrator' as above.
CREATE FUNCTION renew_invitation(p_session UUID, p_employer UUID, p_id UUID, p_token_hash TEXT, p_expires_at TIMESTAMPTZ)
RETURNS TABLE (became TEXT, address TEXT)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF administrator_in(p_session, p_employer) IS NULL THEN RETURN QUERY SELECT 'administrator', NULL::text; RETURN; END IF;
  RETURN QUERY UPDATE invitation i SET token_hash = p_token_hash, expires_at = p_expires_at
    WHERE i.id = p_id AND i.employer_id = p_employer AND i.accepted_at IS NULL AND i.ended_at IS NULL
    RETURNING 'done', i.address;
END $$;

-- 'done', 'administrator', or 'gone': accepted, taken back before, or another employer's.
CREATE FUNCTION end_invitation(p_session UUID, p_employer UUID, p_id UUID) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF administrator_in(p_session, p_employer) IS NULL THEN RETURN 'administrator'; END IF;
  UPDATE invitation SET ended_at = now()
  WHERE id = p_id AND employer_id = p_employer AND accepted_at IS NULL AND ended_at IS NULL;
  RETURN CASE WHEN FOUND THEN 'done' ELSE 'gone' END;
END $$;

-- What the holder of a link sees. p_person_key: who looks. `theirs`: it is bound to nobody else.
CREATE FUNCTION find_invitation(p_token_hash TEXT, p_person_key TEXT)
RETURNS TABLE (id UUID, employer_id UUID, employer TEXT, orgnr TEXT, role TEXT, valid_until DATE, expires_at TIMESTAMPTZ, state TEXT, theirs BOOLEAN)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.employer_id, e.name, e.orgnr, i.role, i.valid_until, i.expires_at,
    CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.ended_at IS NOT NULL THEN 'ended'
      WHEN i.expires_at <= now() OR i.valid_until < (now() AT TIME ZONE 'Europe/Stockholm')::date THEN 'late' ELSE 'open' END,
    i.person_key IS NULL OR i.person_key IS NOT DISTINCT FROM p_person_key
  FROM invitation i JOIN employer e ON e.id = i.employer_id WHERE i.token_hash = p_token_hash
$$;

-- Makes the person of the login a member, once. 'done', 'again' (accepted by the same person), or why not: 'login' (ended), 'eleg' (the
-- login is not by e-legitimation), 'gone', 'used', 'ended', 'late', 'other' (bound to another person), 'last' (a last administrator
-- would become less), 'has' (has the role, or a higher one, already).
CREATE FUNCTION accept_invitation(p_session UUID, p_token_hash TEXT) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE i invitation; v_person person; v_way TEXT; m member;
BEGIN
  SELECT p.* INTO v_person FROM login_session s JOIN person p ON p.id = s.person_id
  WHERE s.id = p_session AND s.expires_at > now() AND p.removed_at IS NULL;
  IF v_person.id IS NULL THEN RETURN 'login'; END IF;
  SELECT way INTO v_way FROM login_session WHERE id = p_session;
  IF v_way <> 'eleg' THEN RETURN 'eleg'; END IF;
  SELECT * INTO i FROM invitation WHERE token_hash = p_token_hash;
  IF i.id IS NULL THEN RETURN 'gone'; END IF;
  PERFORM lock_people(i.employer_id);
  SELECT * INTO i FROM invitation WHERE token_hash = p_token_hash FOR UPDATE;
  IF i.id IS NULL THEN RETURN 'gone'; END IF;
  IF i.person_key IS NOT NULL AND i.person_key <> v_person.person_key THEN RETURN 'other'; END IF;
  IF i.accepted_at IS NOT NULL THEN RETURN CASE WHEN i.accepted_by = v_person.id THEN 'again' ELSE 'used' END; END IF;
  IF i.ended_at IS NOT NULL THEN RETURN 'ended'; END IF;
  IF i.expires_at <= now() OR i.valid_until < (now() AT TIME ZONE 'Europe/Stockholm')::date THEN RETURN 'late'; END IF;
  SELECT * INTO m FROM member WHERE employer_id = i.employer_id AND person_id = v_person.id FOR UPDATE;
  IF m.removed_at IS NULL AND m.role = 'administrator' THEN
    RETURN CASE WHEN i.role = 'administrator' THEN 'has' WHEN has_other_administrator(i.employer_id, v_person.id) THEN 'has' ELSE 'last' END;
  END IF;
  INSERT INTO member (id, employer_id, person_id, role, valid_until, created_at, confirmed_at)
  VALUES (gen_random_uuid(), i.employer_id, v_person.id, i.role, i.valid_until, now(), now())
  ON CONFLICT (employer_id, person_id) DO UPDATE SET role = EXCLUDED.role, valid_until = EXCLUDED.valid_until, confirmed_at = now(),
    created_at = CASE WHEN member.removed_at IS NULL THEN member.created_at ELSE now() END,
    used_at = CASE WHEN member.removed_at IS NULL THEN member.used_at END, removed_at = NULL, removed_by = NULL, removed_why = NULL;
  UPDATE invitation SET accepted_at = now(), accepted_by = v_person.id WHERE id = i.id;
  -- Where the person gets mail, until they say otherwise: the link came there. It is not verified by that, since links are passed on.
  UPDATE person SET mail = i.address WHERE id = v_person.id AND mail IS NULL;
  RETURN 'done';
END $$;

-- 'done', 'same', or why not: 'administrator' (the login's person is none), 'gone', 'last', 'accepts' (who becomes an administrator
-- accepts an invitation).
CREATE FUNCTION change_member(p_session UUID, p_employer UUID, p_person UUID, p_role TEXT, p_valid_until DATE) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m member;
BEGIN
  PERFORM lock_people(p_employer);
  IF administrator_in(p_session, p_employer) IS NULL THEN RETURN 'administrator'; END IF;
  SELECT * INTO m FROM member WHERE employer_id = p_employer AND person_id = p_person AND removed_at IS NULL FOR UPDATE;
  IF m.id IS NULL THEN RETURN 'gone'; END IF;
  IF m.role = p_role AND m.valid_until IS NOT DISTINCT FROM p_valid_until THEN RETURN 'same'; END IF;
  IF p_role = 'administrator' THEN RETURN 'accepts'; END IF;
  IF p_role = 'ombud' AND p_valid_until IS NULL THEN RAISE EXCEPTION 'an ombud has an end date' USING ERRCODE = 'check_violation'; END IF;
  IF m.role = 'administrator' AND NOT has_other_administrator(p_employer, p_person) THEN RETURN 'last'; END IF;
  UPDATE member SET role = p_role, valid_until = p_valid_until, confirmed_at = now() WHERE id = m.id;
  RETURN 'done';
END $$;

-- 'done', or why not: 'administrator', 'gone', 'last'.
CREATE FUNCTION remove_member(p_session UUID, p_employer UUID, p_person UUID) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m member; v_by UUID;
BEGIN
  PERFORM lock_people(p_employer);
  v_by := administrator_in(p_session, p_employer);
  IF v_by IS NULL THEN RETURN 'administrator'; END IF;
  SELECT * INTO m FROM member WHERE employer_id = p_employer AND person_id = p_person AND removed_at IS NULL FOR UPDATE;
  IF m.id IS NULL THEN RETURN 'gone'; END IF;
  IF m.role = 'administrator' AND NOT has_other_administrator(p_employer, p_person) THEN RETURN 'last'; END IF;
  UPDATE member SET removed_at = now(), removed_by = 'person:' || v_by, removed_why = 'removed' WHERE id = m.id;
  RETURN 'done';
END $$;

-- 'done', 'same' or 'administrator'.
CREATE FUNCTION rename_employer(p_session UUID, p_employer UUID, p_name TEXT) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM lock_people(p_employer);
  IF administrator_in(p_session, p_employer) IS NULL THEN RETURN 'administrator'; END IF;
  UPDATE employer SET name = p_name WHERE id = p_employer AND name <> p_name;
  RETURN CASE WHEN FOUND THEN 'done' ELSE 'same' END;
END $$;

-- A mail to a person may hold a link that opens something: it is dropped when the mail has gone, or goes no more.
CREATE FUNCTION drop_link_of_mail() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.params := NEW.params - 'path';
  RETURN NEW;
END $$;
CREATE TRIGGER notice_drops_link BEFORE UPDATE ON notice FOR EACH ROW
  WHEN (NEW.employer_id IS NULL AND NEW.kind LIKE 'person-%' AND (NEW.sent_at IS NOT NULL OR NEW.next_attempt_at IS NULL))
  EXECUTE FUNCTION drop_link_of_mail();

REVOKE EXECUTE ON FUNCTION administrator_in(UUID, UUID), lock_people(UUID), has_other_administrator(UUID, UUID), keep_one_administrator(),
  invite_member(UUID, UUID, UUID, TEXT, TEXT, TEXT, TEXT, DATE, TEXT, TEXT, TIMESTAMPTZ, INTEGER),
  renew_invitation(UUID, UUID, UUID, TEXT, TIMESTAMPTZ), end_invitation(UUID, UUID, UUID), find_invitation(TEXT, TEXT),
  accept_invitation(UUID, TEXT), change_member(UUID, UUID, UUID, TEXT, DATE), remove_member(UUID, UUID, UUID),
  rename_employer(UUID, UUID, TEXT), drop_link_of_mail() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION administrator_in(UUID, UUID), has_other_administrator(UUID, UUID),
  invite_member(UUID, UUID, UUID, TEXT, TEXT, TEXT, TEXT, DATE, TEXT, TEXT, TIMESTAMPTZ, INTEGER),
  renew_invitation(UUID, UUID, UUID, TEXT, TIMESTAMPTZ), end_invitation(UUID, UUID, UUID), find_invitation(TEXT, TEXT),
  accept_invitation(UUID, TEXT), change_member(UUID, UUID, UUID, TEXT, DATE), remove_member(UUID, UUID, UUID),
  rename_employer(UUID, UUID, TEXT) TO kvittens_web;
