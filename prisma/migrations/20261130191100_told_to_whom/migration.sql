-- Functions that answered for any id that they were given answer for who speaks.

-- Whom an application names as administrators and their addresses: for operators, who approve it, and relay, which carries it out.
CREATE OR REPLACE FUNCTION invitations_wanted(p_application UUID) RETURNS TABLE (address TEXT, language TEXT)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT named.address, coalesce(their.language, applicant.language)
  FROM application a JOIN person applicant ON applicant.id = a.applicant_id
    JOIN application_party named ON named.application_id = a.id AND named.part = 'administrator'
    LEFT JOIN person their ON their.id = named.person_id
  WHERE a.id = p_application AND a.state IN ('submitted', 'reviewing') AND (session_user <> 'kvittens_web' OR speaks_as_operator())
    AND NOT EXISTS (
      SELECT FROM application_signature s JOIN person p ON p.id = named.person_id AND p.removed_at IS NULL
      WHERE s.party_id = named.id AND s.as_what = 'administrator' AND s.voided_at IS NULL AND s.digest = a.digest
        AND s.way <> 'paper' AND s.person_id = named.person_id)
  ORDER BY named.id
$$;

-- Whether somebody has a part in an application: web is told it of who speaks. Mails to its parties: by who sees it.
DO $$
DECLARE made TEXT; was TEXT;
BEGIN
  was := pg_get_functiondef('is_party(uuid, uuid)'::regprocedure);
  made := replace(was, 'p.id = p_person AND (', 'p.id = p_person AND (session_user <> ''kvittens_web'' OR p.id = current_person()) AND (');
  IF made = was THEN RAISE EXCEPTION 'is_party has another text'; END IF;
  EXECUTE made;
  was := pg_get_functiondef('tell_parties(uuid, text, text, timestamptz)'::regprocedure);
  made := replace(was, E'\nBEGIN\n', E'\nBEGIN\n  IF session_user = ''kvittens_web'' AND sees_application(p_application) IS NOT TRUE THEN\n'
    '    RAISE EXCEPTION ''another''''s application'' USING ERRCODE = ''insufficient_privilege'';\n  END IF;\n');
  IF made = was THEN RAISE EXCEPTION 'tell_parties has another text'; END IF;
  EXECUTE made;
END $$;

-- Web queues the mails that its own verbs send, each for who speaks in such a verb. Those of logins and addresses are keeper's, those of
-- the clock relay's: a mail of the same words, put there before theirs, would keep theirs from the person (notice_once).
CREATE OR REPLACE FUNCTION tell_person(p_kind TEXT, p_about TEXT, p_recipient TEXT, p_params JSONB, p_due TIMESTAMPTZ, p_void TIMESTAMPTZ) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user = 'kvittens_web' AND (CASE
      WHEN p_kind IN ('invited', 'member-joined', 'role-changed', 'access-ended', 'company-renamed', 'member-left', 'company-ended')
        THEN current_employer() IS NOT NULL
      WHEN p_kind IN ('account-erased', 'login-ended', 'application-asked', 'application-refused', 'application-submitted', 'application-withdrawn')
        THEN current_person() IS NOT NULL
      WHEN p_kind IN ('application-returned', 'application-declined', 'application-approved', 'administrator-invited', 'administrators-replaced', 'administrators-added')
        THEN speaks_as_operator() END) IS NOT TRUE THEN
    RAISE EXCEPTION 'a mail of another''s: %', p_kind USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO notice (id, employer_id, kind, about, recipient, params, due_at, void_at, next_attempt_at)
  VALUES (gen_random_uuid(), NULL, 'person-' || p_kind, p_about, p_recipient, p_params, p_due, p_void, p_due)
  ON CONFLICT (employer_id, kind, about, recipient) DO NOTHING;
END $$;

-- Which of these people are the portal's own staff: of those who stand in the log of the company that is spoken for.
CREATE OR REPLACE FUNCTION staff_among(p_people UUID[]) RETURNS TABLE (id UUID, support BOOLEAN)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.support FROM person p WHERE p.id = ANY (p_people) AND (p.support OR p.operator)
    AND EXISTS (SELECT FROM audit l WHERE l.actor = 'person:' || p.id AND l.actor LIKE 'person:%' AND l.chain = current_employer())
$$;

-- Who is an operator, web knows of who speaks.
ALTER POLICY of_operators ON application_decision USING ((SELECT speaks_as_operator()) AND sees_application(application_id));
REVOKE EXECUTE ON FUNCTION is_operator(UUID) FROM kvittens_web;

-- E-services in test come with the company that they are of. Gateway: the mandates of organisations that it may speak for, and of others
-- whether they have joined.
DROP FUNCTION certificate_holder(TEXT, TEXT, TEXT);
CREATE FUNCTION certificate_holder(p_fingerprint TEXT, p_issuer TEXT, p_number TEXT)
RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], tried TEXT[], valid_from TIMESTAMPTZ, removed_at TIMESTAMPTZ)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.orgnr, e.name, services_of(e.id), tried_by(e.id), c.valid_from, c.removed_at
  FROM certificate c JOIN employer e ON e.id = c.employer_id
  WHERE c.fingerprint = p_fingerprint AND c.issuer = p_issuer AND c.number = p_number
  ORDER BY c.removed_at DESC NULLS FIRST LIMIT 1
$$;
DROP FUNCTION mandates_held(TEXT);
CREATE FUNCTION mandates_held(p_agent_orgnr TEXT)
RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], tried TEXT[], valid_from DATE, valid_until DATE, holds BOOLEAN)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.orgnr, e.name, services_of(e.id), tried_by(e.id), m.valid_from, m.valid_until,
    m.ended_at IS NULL AND (now() AT TIME ZONE 'Europe/Stockholm')::date BETWEEN m.valid_from AND m.valid_until
  FROM mandate m JOIN employer e ON e.id = m.employer_id
  WHERE m.agent_orgnr = p_agent_orgnr AND EXISTS (SELECT FROM employer me WHERE me.orgnr = p_agent_orgnr AND CASE session_user
    -- A person's page sees what its own company holds.
    WHEN 'kvittens_web' THEN me.id = current_employer()
    ELSE EXISTS (SELECT FROM certificate c WHERE c.employer_id = me.id AND c.removed_at IS NULL) END)
  ORDER BY e.name, m.given_at DESC
$$;
DROP FUNCTION employer_by_orgnr(TEXT);
REVOKE EXECUTE ON FUNCTION certificate_holder(TEXT, TEXT, TEXT), mandates_held(TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION certificate_holder(TEXT, TEXT, TEXT), has_joined(TEXT) TO kvittens_gateway;
GRANT EXECUTE ON FUNCTION mandates_held(TEXT) TO kvittens_web, kvittens_gateway;
REVOKE EXECUTE ON FUNCTION tried_by(UUID) FROM kvittens_web, kvittens_gateway;
