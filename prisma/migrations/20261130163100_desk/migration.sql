-- The operator's desk: what operators decide about an application, and what an approval makes. Only these functions write it.

-- What an operator has done with an application, for operators. The parties see the application's state and reason.
CREATE TABLE "application_decision" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "application_id" UUID NOT NULL,
  "decision" TEXT NOT NULL CHECK ("decision" IN ('review', 'approve', 'return', 'decline', 'paper', 'paper-confirm')),
  "digest" TEXT NOT NULL CHECK ("digest" ~ '^[0-9a-f]{64}$'), -- of what was decided about
  "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 2000),
  "signers" UUID[] NOT NULL DEFAULT '{}', -- paper: whose signatures it bears, as parties
  "has_applicant" BOOLEAN NOT NULL DEFAULT false, -- paper: and the applicant's
  "file_id" UUID,
  "person_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  "voided_at" TIMESTAMPTZ(6),
  CONSTRAINT "application_decision_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "application_decision_reason" CHECK (("decision" IN ('return', 'decline')) = ("reason" IS NOT NULL)),
  CONSTRAINT "application_decision_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "application_decision_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "application_file" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "application_decision_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "application_decision_application_id_idx" ON "application_decision" ("application_id");
-- Nobody is two of four eyes.
CREATE UNIQUE INDEX "application_decision_once" ON "application_decision" ("application_id", "decision", "person_id")
  WHERE "decision" = 'approve' AND "voided_at" IS NULL;

-- An operator has been given the form on paper: from then on operators see it, though it has not been handed in.
ALTER TABLE "application" ADD COLUMN "paper_opened_at" TIMESTAMPTZ(6);
CREATE INDEX "application_queue" ON "application" ("submitted_at", "id") WHERE "state" IN ('submitted', 'reviewing');

CREATE FUNCTION is_operator(p_person UUID) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM person WHERE id = p_person AND operator AND removed_at IS NULL)
$$;
CREATE OR REPLACE FUNCTION sees_application(p_application UUID) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT is_applicant(p_application)
    OR EXISTS (SELECT FROM application_party WHERE application_id = p_application AND person_id = current_person())
    OR (is_operator(current_person()) AND EXISTS (SELECT FROM application a WHERE a.id = p_application
          AND (a.submitted_at IS NOT NULL OR a.paper_opened_at IS NOT NULL)))
$$;

ALTER TABLE "application_decision" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "application_decision" FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON application_decision TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY of_operators ON application_decision FOR SELECT TO kvittens_web
  USING (is_operator(current_person()) AND sees_application(application_id));
GRANT SELECT ON application_decision TO kvittens_web;

-- The operator of this login and of this transaction. Fails for anybody else.
CREATE FUNCTION operator_of(p_session UUID) RETURNS UUID
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE who UUID;
BEGIN
  SELECT s.person_id INTO who FROM login_session s
    WHERE s.id = p_session AND s.expires_at > clock_timestamp() AND is_operator(s.person_id);
  IF who IS NULL OR who IS DISTINCT FROM current_person() THEN
    RAISE EXCEPTION 'no operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN who;
END $$;

-- Whether the person has a part in it: applied, is named in it, is the employer, or acts for the employer.
CREATE FUNCTION is_party(p_application UUID, p_person UUID) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM application a, person p
    WHERE a.id = p_application AND p.id = p_person AND (
      a.applicant_id = p.id OR a.document #>> '{content,employer,key}' = p.person_key OR a.document #>> '{content,applicant,key}' = p.person_key
      OR EXISTS (SELECT FROM application_party named WHERE named.application_id = a.id
                   AND (named.person_id = p.id OR named.person_key = p.person_key))
      OR EXISTS (SELECT FROM member m JOIN employer e ON e.id = m.employer_id
                   WHERE e.orgnr = a.orgnr AND m.person_id = p.id AND m.removed_at IS NULL)
    )
  )
$$;

-- Whether all who must have signed what it says now have done so.
CREATE FUNCTION is_signed(a application) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  WITH current AS (SELECT * FROM application_signature s WHERE s.application_id = a.id AND s.voided_at IS NULL AND s.digest = a.digest)
  SELECT EXISTS (SELECT FROM current s WHERE s.as_what = 'applicant' AND s.person_id = a.applicant_id)
    AND EXISTS (SELECT FROM application_party named WHERE named.application_id = a.id AND named.part = 'administrator')
    AND NOT EXISTS (SELECT FROM application_party named WHERE named.application_id = a.id AND (
      named.answer = 'declined' AND named.part = 'administrator'
      OR named.part = 'administrator' AND NOT EXISTS (SELECT FROM current s WHERE s.party_id = named.id AND s.as_what = 'administrator')))
    AND (SELECT count(*) FROM application_party named JOIN current s ON s.party_id = named.id AND s.as_what = 'signatory'
           WHERE named.application_id = a.id AND named.part = 'signatory' AND named.answer = 'signed')
        >= greatest(1, (a.document #>> '{content,signing,needed}')::int)
$$;

CREATE FUNCTION is_on_paper(p_application UUID) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM application_signature WHERE application_id = p_application AND way = 'paper' AND voided_at IS NULL)
$$;

-- How many operators have approved what it says now.
CREATE FUNCTION approvals_of(a application) RETURNS BIGINT LANGUAGE sql STABLE AS $$
  SELECT count(DISTINCT person_id) FROM application_decision
  WHERE application_id = a.id AND decision = 'approve' AND voided_at IS NULL AND digest = a.digest
$$;

-- Holds the application until the transaction ends. Why the operator may not decide about it, as it was seen; null: may.
CREATE FUNCTION hindrance_to_decide(p_application UUID, p_operator UUID, p_version INTEGER, p_digest TEXT) RETURNS TEXT
LANGUAGE plpgsql AS $$
DECLARE a application;
BEGIN
  SELECT * INTO a FROM application WHERE id = p_application AND submitted_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF is_party(a.id, p_operator) THEN RETURN 'party'; END IF;
  IF a.state NOT IN ('submitted', 'reviewing') THEN RETURN 'state'; END IF;
  IF a.version <> p_version OR a.digest IS DISTINCT FROM p_digest THEN RETURN 'changed'; END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION audit_application(a application, p_by TEXT, p_action TEXT, p_detail JSONB) RETURNS VOID LANGUAGE sql AS $$
  SELECT append_audit('00000000-0000-0000-0000-000000000000', p_by, 'application.' || p_action, a.id::text,
    jsonb_build_object('reference', a.reference, 'kind', a.kind, 'digest', a.digest) || p_detail)
$$;

-- All but an approval: `review` takes it up, `return` asks the applicant to complete it, `decline` ends it. `done`, or why not.
CREATE FUNCTION decide_application(
  p_application UUID, p_session UUID, p_version INTEGER, p_digest TEXT, p_decision TEXT, p_reason TEXT
) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a application; operator UUID := operator_of(p_session); why TEXT; stamp TIMESTAMPTZ := clock_timestamp();
BEGIN
  IF p_decision NOT IN ('review', 'return', 'decline') THEN RAISE EXCEPTION 'no such decision'; END IF;
  why := hindrance_to_decide(p_application, operator, p_version, p_digest);
  IF why IS NOT NULL THEN RETURN why; END IF;
  SELECT * INTO a FROM application WHERE id = p_application;
  IF p_decision = 'review' AND a.state = 'reviewing' THEN RETURN 'state'; END IF;
  INSERT INTO application_decision (application_id, decision, digest, reason, person_id)
    VALUES (a.id, p_decision, a.digest, p_reason, operator);
  IF p_decision = 'review' THEN
    UPDATE application SET state = 'reviewing', reviewed_by = operator WHERE id = a.id;
    PERFORM audit_application(a, 'person:' || operator, 'reviewing', '{}');
    RETURN 'done';
  END IF;
  UPDATE application_decision SET voided_at = stamp WHERE application_id = a.id AND decision = 'approve' AND voided_at IS NULL;
  IF p_decision = 'return' THEN
    UPDATE application SET state = 'returned', reason = p_reason, reviewed_by = NULL, takes_effect_at = NULL, changed_at = stamp WHERE id = a.id;
    PERFORM audit_application(a, 'person:' || operator, 'returned', '{}');
  ELSE
    UPDATE application SET state = 'declined', reason = p_reason, decided_at = stamp, decided_by = operator, takes_effect_at = NULL WHERE id = a.id;
    PERFORM audit_application(a, 'person:' || operator, 'declined', '{}');
  END IF;
  PERFORM tell_parties(a.id, 'application-' || CASE p_decision WHEN 'return' THEN 'returned' ELSE 'declined' END,
    'application:' || a.id || ':' || (SELECT count(*) FROM application_decision WHERE application_id = a.id), stamp);
  RETURN 'done';
END $$;

-- What an approval makes, all of it: employer, exchanges, notice addresses, members, invitations, both audit chains, mails.
-- Administrators who accepted with their own e-legitimation are members at once; who signed on paper is invited, since nobody has seen
-- her log in. `p_tokens`: hashes for as many invitations, in order of the parties' ids. Null: the number has been taken meanwhile.
CREATE FUNCTION carry_out_application(p_application UUID, p_by TEXT, p_tokens TEXT[], p_expires TIMESTAMPTZ) RETURNS UUID
LANGUAGE plpgsql AS $$
DECLARE
  a application; c JSONB; new_id UUID; one RECORD; stamp TIMESTAMPTZ := clock_timestamp(); accepted UUID[]; invited INTEGER := 0; removed INTEGER := 0;
BEGIN
  SELECT * INTO a FROM application WHERE id = p_application;
  c := a.document -> 'content';
  IF a.kind = 'join' THEN
    INSERT INTO employer (id, orgnr, name, language)
      SELECT gen_random_uuid(), a.orgnr, c #>> '{employer,name}', p.language FROM person p WHERE p.id = a.applicant_id
      ON CONFLICT (orgnr) DO NOTHING RETURNING id INTO new_id;
    IF new_id IS NULL THEN RETURN NULL; END IF;
    INSERT INTO exchange (employer_id, service, channel, state)
      SELECT DISTINCT new_id, service, 'https', c ->> 'startIn' FROM jsonb_array_elements_text(c -> 'services') AS service;
    INSERT INTO notice_recipient (employer_id, address, topics)
      SELECT new_id, address, ARRAY['refused', 'waiting', 'late', 'settled', 'inbox', 'certificates'] FROM (
        SELECT DISTINCT ON (lower(address)) address, turn FROM (
          SELECT c #>> '{contact,mail}' AS address, 0::bigint AS turn
          UNION ALL SELECT * FROM jsonb_array_elements_text(c -> 'noticeAddresses') WITH ORDINALITY
        ) AS every WHERE address LIKE '%@%' ORDER BY lower(address), turn
      ) AS distinct_ones ORDER BY turn LIMIT 5;
  ELSE
    SELECT id INTO new_id FROM employer WHERE orgnr = a.orgnr FOR NO KEY UPDATE;
    IF new_id IS NULL THEN RETURN NULL; END IF;
  END IF;
  PERFORM set_config('kvittens.employer', new_id::text, true);
  SELECT coalesce(array_agg(DISTINCT named.person_id), '{}') INTO accepted
    FROM application_party named JOIN application_signature s ON s.party_id = named.id AND s.as_what = 'administrator'
      AND s.voided_at IS NULL AND s.digest = a.digest AND s.way <> 'paper' AND s.person_id = named.person_id
      JOIN person p ON p.id = named.person_id AND p.removed_at IS NULL
    WHERE named.application_id = a.id AND named.part = 'administrator';
  INSERT INTO member (id, employer_id, person_id, role)
    SELECT gen_random_uuid(), new_id, who, 'administrator' FROM unnest(accepted) AS who
    ON CONFLICT (employer_id, person_id) DO UPDATE SET role = 'administrator', valid_until = NULL, confirmed_at = stamp,
      removed_at = NULL, removed_by = NULL, removed_why = NULL;
  IF a.kind = 'administrators' AND (c ->> 'replaces')::boolean THEN
    PERFORM tell_person('administrators-replaced', 'application:' || a.id, told.address,
        jsonb_build_object('reference', a.reference, 'path', '/kontakt', 'language', told.language), stamp, stamp + interval '7 days')
      FROM (SELECT DISTINCT ON (lower(every.address)) every.address, e.language FROM employer e CROSS JOIN LATERAL (
          SELECT address FROM notice_recipient WHERE employer_id = e.id
          UNION ALL SELECT p.mail FROM member m JOIN person p ON p.id = m.person_id
            WHERE m.employer_id = e.id AND m.role = 'administrator' AND m.removed_at IS NULL AND m.person_id <> ALL (accepted)
        ) AS every WHERE e.id = new_id AND every.address IS NOT NULL) AS told;
    UPDATE member SET removed_at = stamp, removed_by = p_by, removed_why = 'replaced'
      WHERE employer_id = new_id AND role = 'administrator' AND removed_at IS NULL AND person_id <> ALL (accepted);
    GET DIAGNOSTICS removed = ROW_COUNT;
    UPDATE invitation SET ended_at = stamp WHERE employer_id = new_id AND role = 'administrator' AND num_nonnulls(accepted_at, ended_at) = 0;
  END IF;
  FOR one IN SELECT * FROM application_party named WHERE named.application_id = a.id AND named.part = 'administrator'
      AND (named.person_id IS NULL OR named.person_id <> ALL (accepted)) ORDER BY named.id LOOP
    invited := invited + 1;
    INSERT INTO invitation (employer_id, token_hash, name, address, role, person_key, person_masked, expires_at)
      VALUES (new_id, p_tokens[invited], one.name, one.address, 'administrator', one.person_key, nullif(one.person_masked, ''), p_expires);
  END LOOP;
  UPDATE application SET state = 'approved', employer_id = new_id, decided_at = stamp, reason = NULL, takes_effect_at = NULL WHERE id = a.id;
  PERFORM append_audit(new_id, p_by, CASE a.kind WHEN 'join' THEN 'employer.joined' ELSE 'administrators.changed' END, a.id::text,
    jsonb_build_object('reference', a.reference, 'digest', a.digest, 'services', c -> 'services', 'startIn', c -> 'startIn',
      'administrators', cardinality(accepted), 'invited', invited, 'removed', removed, 'paper', is_on_paper(a.id)));
  PERFORM audit_application(a, p_by, 'approved', jsonb_build_object('employer', new_id));
  PERFORM tell_parties(a.id, 'application-approved', 'application:' || a.id || ':approved', stamp);
  RETURN new_id;
END $$;

-- Why what it asks for cannot be made; null: it can.
CREATE FUNCTION hindrance_to_make(a application) RETURNS TEXT LANGUAGE plpgsql STABLE AS $$
DECLARE known employer;
BEGIN
  SELECT * INTO known FROM employer WHERE orgnr = a.orgnr;
  IF a.kind = 'join' AND FOUND THEN RETURN 'joined'; END IF;
  IF a.kind = 'administrators' AND NOT FOUND THEN RETURN 'not_joined'; END IF;
  IF known.paper_blocked_at IS NOT NULL AND is_on_paper(a.id) THEN RETURN 'paper_blocked'; END IF;
  RETURN NULL;
END $$;

-- `approved`: all is made. `second`: another operator must approve too. `later`: it came on paper, and takes effect after some days.
-- Or why not. Four eyes where administrators change, and for paper.
CREATE FUNCTION approve_application(
  p_application UUID, p_session UUID, p_version INTEGER, p_digest TEXT, p_paper_days INTEGER, p_tokens TEXT[], p_expires TIMESTAMPTZ
) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a application; operator UUID := operator_of(p_session); why TEXT; by_whom TEXT;
BEGIN
  by_whom := 'person:' || operator;
  why := hindrance_to_decide(p_application, operator, p_version, p_digest);
  IF why IS NOT NULL THEN RETURN why; END IF;
  SELECT * INTO a FROM application WHERE id = p_application;
  IF NOT is_signed(a) THEN RETURN 'unsigned'; END IF;
  why := hindrance_to_make(a);
  IF why IS NOT NULL THEN RETURN why; END IF;
  IF a.takes_effect_at IS NOT NULL THEN RETURN 'state'; END IF;
  INSERT INTO application_decision (application_id, decision, digest, person_id) VALUES (a.id, 'approve', a.digest, operator)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN 'same'; END IF;
  IF approvals_of(a) < (CASE WHEN a.kind = 'administrators' OR is_on_paper(a.id) THEN 2 ELSE 1 END) THEN
    UPDATE application SET state = 'reviewing', reviewed_by = coalesce(reviewed_by, operator) WHERE id = a.id;
    PERFORM audit_application(a, by_whom, 'approved-once', '{}');
    RETURN 'second';
  END IF;
  UPDATE application SET state = 'reviewing', reviewed_by = coalesce(reviewed_by, operator), decided_by = operator WHERE id = a.id;
  IF is_on_paper(a.id) THEN
    UPDATE application SET takes_effect_at = clock_timestamp() + p_paper_days * interval '1 day' WHERE id = a.id;
    PERFORM audit_application(a, by_whom, 'approved-later', jsonb_build_object('days', p_paper_days));
    RETURN 'later';
  END IF;
  IF carry_out_application(a.id, by_whom, p_tokens, p_expires) IS NULL THEN
    RAISE EXCEPTION 'the number was taken' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN 'approved';
END $$;

-- Those that came on paper and whose days have gone by.
CREATE FUNCTION due_applications() RETURNS TABLE (application_id UUID)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM application WHERE state = 'reviewing' AND takes_effect_at <= clock_timestamp() ORDER BY takes_effect_at LIMIT 100
$$;
-- How many invitations it would make.
CREATE FUNCTION invitations_wanted(p_application UUID) RETURNS TABLE (address TEXT, language TEXT)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT named.address, coalesce(their.language, applicant.language)
  FROM application a JOIN person applicant ON applicant.id = a.applicant_id
    JOIN application_party named ON named.application_id = a.id AND named.part = 'administrator'
    LEFT JOIN person their ON their.id = named.person_id
  WHERE a.id = p_application AND a.state IN ('submitted', 'reviewing') AND NOT EXISTS (
    SELECT FROM application_signature s JOIN person p ON p.id = named.person_id AND p.removed_at IS NULL
    WHERE s.party_id = named.id AND s.as_what = 'administrator' AND s.voided_at IS NULL AND s.digest = a.digest
      AND s.way <> 'paper' AND s.person_id = named.person_id)
  ORDER BY named.id
$$;

-- Makes what two operators approved, once its day has come. `approved`, or why not.
CREATE FUNCTION effect_application(p_application UUID, p_tokens TEXT[], p_expires TIMESTAMPTZ) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a application; why TEXT;
BEGIN
  SELECT * INTO a FROM application WHERE id = p_application FOR UPDATE;
  IF NOT FOUND OR a.state <> 'reviewing' OR a.takes_effect_at IS NULL OR a.takes_effect_at > clock_timestamp() THEN RETURN 'state'; END IF;
  IF approvals_of(a) < 2 OR NOT is_signed(a) THEN RETURN 'unsigned'; END IF;
  why := hindrance_to_make(a);
  IF why IS NULL AND carry_out_application(a.id, 'person:' || a.decided_by, p_tokens, p_expires) IS NULL THEN why := 'joined'; END IF;
  IF why IS NOT NULL THEN
    -- It waits for an operator again, who declines it or asks.
    UPDATE application SET takes_effect_at = NULL WHERE id = a.id;
    UPDATE application_decision SET voided_at = clock_timestamp() WHERE application_id = a.id AND decision = 'approve' AND voided_at IS NULL;
    PERFORM audit_application(a, 'system', 'not-made', jsonb_build_object('why', why));
    RETURN why;
  END IF;
  RETURN 'approved';
END $$;

-- A form on paper has come: the reference and the first signs of the digest that stand on it open it to operators.
CREATE FUNCTION open_paper(p_session UUID, p_reference TEXT, p_code TEXT) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a application; operator UUID := operator_of(p_session);
BEGIN
  SELECT * INTO a FROM application WHERE reference = p_reference AND state = 'signing' AND length(p_code) >= 16
    AND left(digest, length(p_code)) = p_code FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF is_party(a.id, operator) THEN RETURN 'party'; END IF;
  IF EXISTS (SELECT FROM employer WHERE orgnr = a.orgnr AND paper_blocked_at IS NOT NULL) THEN RETURN 'paper_blocked'; END IF;
  IF a.paper_opened_at IS NULL THEN
    UPDATE application SET paper_opened_at = clock_timestamp() WHERE id = a.id;
    PERFORM audit_application(a, 'person:' || operator, 'paper-opened', '{}');
  END IF;
  RETURN 'done';
END $$;

CREATE FUNCTION hindrance_to_paper(p_application UUID, p_operator UUID, p_digest TEXT) RETURNS TEXT LANGUAGE plpgsql AS $$
DECLARE a application;
BEGIN
  SELECT * INTO a FROM application WHERE id = p_application AND paper_opened_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF is_party(a.id, p_operator) THEN RETURN 'party'; END IF;
  IF a.state <> 'signing' THEN RETURN 'state'; END IF;
  IF a.digest IS DISTINCT FROM p_digest THEN RETURN 'changed'; END IF;
  RETURN NULL;
END $$;

-- One operator enters whose signatures the paper bears, with its picture. An earlier entry that nobody has confirmed is dropped.
CREATE FUNCTION register_paper(
  p_application UUID, p_session UUID, p_digest TEXT, p_signers UUID[], p_applicant BOOLEAN, p_name TEXT, p_bytes BYTEA, p_sha256 TEXT
) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a application; operator UUID := operator_of(p_session); why TEXT; file UUID;
BEGIN
  why := hindrance_to_paper(p_application, operator, p_digest);
  IF why IS NOT NULL THEN RETURN why; END IF;
  SELECT * INTO a FROM application WHERE id = p_application;
  IF EXISTS (SELECT FROM unnest(p_signers) AS one WHERE one NOT IN
      (SELECT id FROM application_party WHERE application_id = a.id AND answer IS NULL)) THEN RETURN 'signers'; END IF;
  UPDATE application_decision SET voided_at = clock_timestamp() WHERE application_id = a.id AND decision = 'paper' AND voided_at IS NULL;
  INSERT INTO application_file (application_id, kind, name, bytes, sha256, added_by)
    VALUES (a.id, 'paper', p_name, p_bytes, p_sha256, operator) RETURNING id INTO file;
  INSERT INTO application_decision (application_id, decision, digest, signers, has_applicant, file_id, person_id)
    VALUES (a.id, 'paper', a.digest, p_signers, p_applicant, file, operator);
  PERFORM audit_application(a, 'person:' || operator, 'paper-registered', jsonb_build_object('sha256', p_sha256, 'signers', to_jsonb(p_signers)));
  RETURN 'done';
END $$;

-- Another operator has compared the paper with what was entered: now they have signed. The first signatory takes the number, the last
-- one that is needed hands it in.
CREATE FUNCTION confirm_paper(p_application UUID, p_session UUID, p_digest TEXT, p_entry UUID, p_shown TEXT) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a application; entry application_decision; operator UUID := operator_of(p_session); why TEXT; stamp TIMESTAMPTZ := clock_timestamp();
BEGIN
  why := hindrance_to_paper(p_application, operator, p_digest);
  IF why IS NOT NULL THEN RETURN why; END IF;
  SELECT * INTO entry FROM application_decision
    WHERE id = p_entry AND application_id = p_application AND decision = 'paper' AND voided_at IS NULL AND digest = p_digest;
  IF NOT FOUND THEN RETURN 'changed'; END IF;
  IF entry.person_id = operator THEN RETURN 'same'; END IF;
  SELECT * INTO a FROM application WHERE id = p_application;
  IF EXISTS (SELECT FROM unnest(entry.signers) AS one WHERE one NOT IN
      (SELECT id FROM application_party WHERE application_id = a.id AND answer IS NULL)) THEN RETURN 'signers'; END IF;
  IF a.kind = 'join' AND EXISTS (SELECT FROM employer WHERE orgnr = a.orgnr) THEN RETURN 'joined'; END IF;
  IF entry.has_applicant AND NOT EXISTS (SELECT FROM application_signature WHERE application_id = a.id AND as_what = 'applicant' AND voided_at IS NULL) THEN
    INSERT INTO application_signature (application_id, person_id, as_what, way, digest, shown, at)
      VALUES (a.id, a.applicant_id, 'applicant', 'paper', a.digest, p_shown, stamp);
  END IF;
  INSERT INTO application_signature (application_id, party_id, person_id, as_what, way, digest, shown, at)
    SELECT a.id, named.id, named.person_id, named.part, 'paper', a.digest, p_shown, stamp
    FROM application_party named WHERE named.id = ANY (entry.signers);
  UPDATE application_party SET answer = 'signed', answered_at = stamp WHERE id = ANY (entry.signers);
  IF a.holds_number_at IS NULL AND EXISTS (SELECT FROM application_party WHERE id = ANY (entry.signers) AND part = 'signatory') THEN
    UPDATE application SET holds_number_at = stamp WHERE id = a.id;
  END IF;
  UPDATE application_decision SET voided_at = stamp WHERE id = entry.id;
  INSERT INTO application_decision (application_id, decision, digest, signers, has_applicant, file_id, person_id)
    VALUES (a.id, 'paper-confirm', a.digest, entry.signers, entry.has_applicant, entry.file_id, operator);
  PERFORM audit_application(a, 'person:' || operator, 'paper-confirmed', jsonb_build_object('signers', to_jsonb(entry.signers)));
  IF is_signed(a) THEN
    UPDATE application SET state = 'submitted', submitted_at = coalesce(submitted_at, stamp) WHERE id = a.id;
    PERFORM audit_application(a, 'person:' || operator, 'handed-in', '{}');
    PERFORM tell_parties(a.id, 'application-submitted', 'application:' || a.id || ':' || a.version, stamp);
    RETURN 'submitted';
  END IF;
  RETURN 'done';
EXCEPTION WHEN unique_violation THEN
  RETURN 'open';
END $$;

-- An operator has looked at an application or at one of its files.
CREATE FUNCTION note_application_seen(p_application UUID, p_session UUID, p_file UUID) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a application; operator UUID := operator_of(p_session);
BEGIN
  SELECT * INTO a FROM application WHERE id = p_application;
  PERFORM audit_application(a, 'person:' || operator, CASE WHEN p_file IS NULL THEN 'looked-at' ELSE 'file-opened' END,
    jsonb_strip_nulls(jsonb_build_object('file', p_file)));
END $$;

REVOKE EXECUTE ON FUNCTION is_operator(UUID), operator_of(UUID), is_party(UUID, UUID), is_signed(application), is_on_paper(UUID),
  approvals_of(application), hindrance_to_decide(UUID, UUID, INTEGER, TEXT), audit_application(application, TEXT, TEXT, JSONB),
  decide_application(UUID, UUID, INTEGER, TEXT, TEXT, TEXT), carry_out_application(UUID, TEXT, TEXT[], TIMESTAMPTZ),
  hindrance_to_make(application), approve_application(UUID, UUID, INTEGER, TEXT, INTEGER, TEXT[], TIMESTAMPTZ), due_applications(),
  invitations_wanted(UUID), effect_application(UUID, TEXT[], TIMESTAMPTZ), open_paper(UUID, TEXT, TEXT),
  hindrance_to_paper(UUID, UUID, TEXT), register_paper(UUID, UUID, TEXT, UUID[], BOOLEAN, TEXT, BYTEA, TEXT),
  confirm_paper(UUID, UUID, TEXT, UUID, TEXT), note_application_seen(UUID, UUID, UUID) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_operator(UUID), is_party(UUID, UUID), decide_application(UUID, UUID, INTEGER, TEXT, TEXT, TEXT),
  approve_application(UUID, UUID, INTEGER, TEXT, INTEGER, TEXT[], TIMESTAMPTZ), due_applications(), invitations_wanted(UUID),
  effect_application(UUID, TEXT[], TIMESTAMPTZ), open_paper(UUID, TEXT, TEXT),
  register_paper(UUID, UUID, TEXT, UUID[], BOOLEAN, TEXT, BYTEA, TEXT), confirm_paper(UUID, UUID, TEXT, UUID, TEXT),
  note_application_seen(UUID, UUID, UUID) TO kvittens_web;
