-- As what a person may act for one employer today; null: not at all. What employers_of says of that employer, without all the others
-- and their e-services: each transaction asks.
CREATE FUNCTION role_at(p_person UUID, p_employer UUID) RETURNS TEXT
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_role TEXT; today DATE := (now() AT TIME ZONE 'Europe/Stockholm')::date;
BEGIN
  SELECT m.role INTO v_role FROM member m WHERE m.employer_id = p_employer AND m.person_id = p_person
    AND m.removed_at IS NULL AND (m.valid_until IS NULL OR m.valid_until >= today);
  IF FOUND THEN RETURN v_role; END IF;
  PERFORM FROM assignment a
    JOIN member m ON m.employer_id = a.employer_id AND m.person_id = p_person AND m.removed_at IS NULL AND m.role <> 'reader'
      AND (m.valid_until IS NULL OR m.valid_until >= today)
    JOIN employer bureau ON bureau.id = a.employer_id
    JOIN mandate x ON x.employer_id = a.client_id AND x.agent_orgnr = bureau.orgnr AND x.ended_at IS NULL
      AND today BETWEEN x.valid_from AND x.valid_until
    WHERE a.client_id = p_employer AND a.person_id = p_person AND a.ended_at IS NULL;
  IF FOUND THEN RETURN 'ombud'; END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION role_at(UUID, UUID) FROM PUBLIC;

CREATE OR REPLACE FUNCTION speak_for(p_credential TEXT, p_employer UUID) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s RECORD; v_role TEXT;
BEGIN
  SELECT l.id, l.person_id, p.support, p.operator, coalesce(l.proved_at >= now() - interval '5 minutes', false) AS fresh INTO s
  FROM login_session l JOIN person p ON p.id = l.person_id
  WHERE l.token_hash = encode(sha256(convert_to(p_credential, 'UTF8')), 'hex') AND p.removed_at IS NULL
    AND l.expires_at > clock_timestamp() AND l.seen_at > clock_timestamp() - interval '30 minutes';
  IF NOT FOUND THEN RETURN 'not_signed_in'; END IF;
  IF p_employer IS NOT NULL THEN
    v_role := role_at(s.person_id, p_employer);
    IF v_role IS NULL THEN
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
