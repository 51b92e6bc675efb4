-- A signature by e-legitimation is keeper's to write, of the ID token that proved it; web reads signatures. What is handed in, or made by an
-- approval, is signed by those whom its document names, over just what its row says: the database asks that itself.

-- What a row said when it was signed: document, employer's number, kind, reference. `digest` is over the document alone, in a spelling (RFC
-- 8785) that the database does not know.
CREATE FUNCTION signed_subject(a application) RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(a.reference, a.kind, a.orgnr, a.document)::text, 'UTF8')), 'hex')
$$;
ALTER TABLE "application_signature" ADD COLUMN "subject_sha256" TEXT CHECK ("subject_sha256" ~ '^[0-9a-f]{64}$');
UPDATE application_signature s SET subject_sha256 = signed_subject(a) FROM application a
  WHERE a.id = s.application_id AND a.document IS NOT NULL AND a.digest = s.digest;

CREATE FUNCTION note_signed_subject() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  NEW.subject_sha256 := (SELECT signed_subject(a) FROM application a WHERE a.id = NEW.application_id);
  RETURN NEW;
END $$;
CREATE TRIGGER signature_subject BEFORE INSERT ON application_signature FOR EACH ROW EXECUTE FUNCTION note_signed_subject();

-- A signature is void or not, and void for good; nothing else of it changes but that its party is no longer named.
CREATE FUNCTION hold_signature() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF session_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) AND (
    OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at
    OR to_jsonb(OLD) - '{voided_at,party_id}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{voided_at,party_id}'::text[]
    OR NEW.party_id IS NOT NULL AND NEW.party_id IS DISTINCT FROM OLD.party_id
  ) THEN RAISE EXCEPTION 'a signature stays what it is' USING ERRCODE = 'restrict_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signature_stays BEFORE UPDATE ON application_signature FOR EACH ROW EXECUTE FUNCTION hold_signature();

-- Whether those who are asked are those whom the document names, each in their place.
CREATE FUNCTION names_its_parties(a application) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  WITH said AS (
      SELECT 'signatory' AS part, one ->> 'name' AS name, one ->> 'key' AS key, one ->> 'mail' AS mail
        FROM jsonb_array_elements(a.document #> '{content,signing,signatories}') AS one
      UNION ALL SELECT 'administrator', one ->> 'name', one ->> 'key', one ->> 'mail'
        FROM jsonb_array_elements(a.document #> '{content,administrators}') AS one),
    asked AS (SELECT part, name, person_key AS key, address AS mail FROM application_party WHERE application_id = a.id)
  SELECT NOT EXISTS ((TABLE said EXCEPT ALL TABLE asked) UNION ALL (TABLE asked EXCEPT ALL TABLE said))
$$;

CREATE OR REPLACE FUNCTION is_signed(a application) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  WITH current AS (SELECT * FROM application_signature s WHERE s.application_id = a.id AND s.voided_at IS NULL AND s.digest = a.digest
        AND s.subject_sha256 = signed_subject(a)),
    own AS (SELECT s.party_id, s.as_what FROM current s JOIN application_party named ON named.id = s.party_id AND named.part = s.as_what
              WHERE s.way = 'paper' OR s.person_id = named.person_id)
  SELECT names_its_parties(a)
    AND NOT EXISTS (SELECT FROM jsonb_array_elements_text(a.document #> '{content,signing,basis}') AS shown
      WHERE NOT EXISTS (SELECT FROM application_file f WHERE f.application_id = a.id AND f.kind = 'basis' AND encode(sha256(f.bytes), 'hex') = shown))
    AND EXISTS (SELECT FROM current s WHERE s.as_what = 'applicant' AND s.person_id = a.applicant_id)
    AND EXISTS (SELECT FROM application_party named WHERE named.application_id = a.id AND named.part = 'administrator')
    AND NOT EXISTS (SELECT FROM application_party named WHERE named.application_id = a.id AND named.part = 'administrator' AND (
      named.answer = 'declined' OR NOT EXISTS (SELECT FROM own WHERE own.party_id = named.id)))
    AND (SELECT count(*) FROM application_party named JOIN own ON own.party_id = named.id
           WHERE named.application_id = a.id AND named.part = 'signatory' AND named.answer = 'signed')
        >= greatest(1, (a.document #>> '{content,signing,needed}')::int)
$$;

-- The states that an applicant and those named lead to by themselves. Handing in is a function's, and nothing is handed in or approved
-- that is not signed.
CREATE OR REPLACE FUNCTION hold_application_states() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'kvittens_web' AND NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('draft', 'signing'), ('returned', 'signing'), ('signing', 'draft'), ('signing', 'returned'),
    ('draft', 'withdrawn'), ('signing', 'withdrawn'), ('submitted', 'withdrawn'), ('reviewing', 'withdrawn'), ('returned', 'withdrawn')
  ) THEN
    RAISE EXCEPTION 'an application does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state <> OLD.state AND NEW.state IN ('submitted', 'approved')
     AND session_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) AND is_signed(NEW) IS NOT TRUE THEN
    RAISE EXCEPTION 'an application that is not signed is not %', NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state IN ('approved', 'declined', 'withdrawn', 'lapsed') THEN
    -- Numbers in full are kept no longer than they are needed: what is sealed goes, and a person's number as an employer's too.
    NEW.fields := coalesce((SELECT jsonb_object_agg(key, CASE WHEN jsonb_typeof(value) = 'object' THEN value - 'sealed' ELSE value END)
      FROM jsonb_each(NEW.fields)), '{}');
    IF NEW.state <> 'approved' AND NEW.orgnr NOT LIKE '16%' THEN NEW.orgnr := NULL; END IF;
  END IF;
  RETURN NEW;
END $$;

-- What an application says is its applicant's to write, until it has been handed in; its first signatory's signature alone takes a number.
CREATE OR REPLACE FUNCTION hold_application_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'kvittens_web' THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' OR NEW.version <> 0 OR NEW.asked_times <> 0 OR num_nonnulls(NEW.document, NEW.digest, NEW.holds_number_at,
        NEW.asked_at, NEW.submitted_at, NEW.paper_opened_at, NEW.decided_at, NEW.reason) > 0 THEN
      RAISE EXCEPTION 'an application begins as a draft' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF (OLD.applicant_id IS DISTINCT FROM current_person() OR OLD.state NOT IN ('draft', 'signing', 'returned'))
      AND (NEW.fields, NEW.orgnr, NEW.document, NEW.digest, NEW.version, NEW.asked_at, NEW.asked_times)
        IS DISTINCT FROM (OLD.fields, OLD.orgnr, OLD.document, OLD.digest, OLD.version, OLD.asked_at, OLD.asked_times)
    OR OLD.applicant_id IS DISTINCT FROM current_person()
      AND (NEW.state, NEW.changed_at, NEW.holds_number_at) IS DISTINCT FROM (OLD.state, OLD.changed_at, OLD.holds_number_at)
    OR NEW.holds_number_at IS NOT NULL AND NEW.holds_number_at IS DISTINCT FROM OLD.holds_number_at THEN
    RAISE EXCEPTION 'this person may not write what the application says now' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER application_content ON application;
CREATE TRIGGER application_content BEFORE INSERT OR UPDATE ON application FOR EACH ROW EXECUTE FUNCTION hold_application_content();

-- Who is named says no themselves, once; a yes is a signature.
CREATE FUNCTION hold_party_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'kvittens_web' THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' AND num_nonnulls(NEW.answer, NEW.person_id, NEW.seen_at) > 0
     OR TG_OP = 'UPDATE' AND NEW.answer IS DISTINCT FROM OLD.answer
       AND (OLD.answer IS NOT NULL OR NEW.answer <> 'declined' OR OLD.person_id IS DISTINCT FROM current_person()) THEN
    RAISE EXCEPTION 'another''s answer' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER party_answer BEFORE INSERT OR UPDATE ON application_party FOR EACH ROW EXECUTE FUNCTION hold_party_answer();

DROP POLICY own ON application_signature;
DROP POLICY void ON application_signature;
DROP TRIGGER a_hold_to_speaker ON application_signature;
REVOKE INSERT, UPDATE (voided_at) ON application_signature FROM kvittens_web;
REVOKE UPDATE (submitted_at) ON application FROM kvittens_web;
DELETE FROM walls.action_right WHERE role = 'web' AND action IN ('application.signed', 'application.handed-in');

-- The applicant asks everybody anew: no signature over it holds.
CREATE FUNCTION forget_answers(p_application UUID) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM application WHERE id = p_application AND applicant_id = current_person() AND state IN ('draft', 'signing', 'returned') FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'another''s application' USING ERRCODE = 'insufficient_privilege'; END IF;
  UPDATE application_signature SET voided_at = clock_timestamp() WHERE application_id = p_application AND voided_at IS NULL;
  UPDATE application_party SET answer = NULL, answered_at = NULL WHERE application_id = p_application;
END $$;

-- Hands it in when all who must have signed now have, and tells all of them. False: somebody has not.
CREATE FUNCTION hand_in_when_signed(p_application UUID) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE a application; stamp TIMESTAMPTZ := clock_timestamp();
BEGIN
  SELECT * INTO a FROM application WHERE id = p_application;
  IF a.state <> 'signing' OR is_signed(a) IS NOT TRUE THEN RETURN false; END IF;
  UPDATE application SET state = 'submitted', submitted_at = coalesce(submitted_at, stamp) WHERE id = a.id;
  PERFORM append_link('00000000-0000-0000-0000-000000000000', current_actor(), 'application.handed-in', a.id::text,
    jsonb_build_object('reference', a.reference, 'digest', a.digest));
  PERFORM tell_parties(a.id, 'application-submitted', 'application:' || a.id || ':' || a.version || ':' || a.asked_times, stamp);
  RETURN true;
END $$;

-- One that was returned and says the same as what all have signed.
CREATE FUNCTION hand_in_again(p_application UUID) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM application WHERE id = p_application AND applicant_id = current_person() FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'another''s application' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN hand_in_when_signed(p_application);
END $$;

-- For keeper: an application that the person of this transaction has a part in, locked until it ends.
CREATE FUNCTION lock_to_sign(p_application UUID) RETURNS TABLE (reference TEXT, kind TEXT, orgnr TEXT, document JSONB)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM take_parts(clock_timestamp());
  RETURN QUERY SELECT a.reference, a.kind, a.orgnr, a.document FROM application a WHERE a.id = p_application AND sees_application(a.id) FOR UPDATE;
END $$;

-- For keeper, which has verified the ID token: the signature of the person who speaks, for each part that they have and have not answered.
-- p_digest, p_shown: of the document as it was locked; p_key: of whom the token is; p_spent: the token's own hash, taken once. The first
-- signatory's takes the employer's number; the last one that is needed hands it in. `signed`, `handed-in`, or why not.
CREATE FUNCTION sign_application(
  p_application UUID, p_way TEXT, p_key TEXT, p_digest TEXT, p_shown TEXT, p_id_token TEXT, p_spent TEXT
) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a application; me person; mine UUID[]; parts TEXT[]; stamp TIMESTAMPTZ := clock_timestamp();
BEGIN
  SELECT * INTO me FROM person WHERE id = current_person() AND removed_at IS NULL;
  IF me.person_key IS DISTINCT FROM p_key OR p_way NOT IN ('signature', 'approval', 'login') THEN
    RAISE EXCEPTION 'another''s signature' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO a FROM application WHERE id = p_application AND sees_application(id) FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF a.state <> 'signing' OR a.document IS NULL THEN RETURN 'application_state'; END IF;
  SELECT array_agg(id), array_agg(DISTINCT part ORDER BY part DESC) INTO mine, parts FROM application_party
    WHERE application_id = a.id AND person_id = me.id AND person_key = me.person_key AND answer IS NULL;
  IF a.applicant_id = me.id AND NOT EXISTS (SELECT FROM application_signature
      WHERE application_id = a.id AND person_id = me.id AND as_what = 'applicant' AND voided_at IS NULL) THEN
    parts := ARRAY['applicant'] || parts;
  END IF;
  IF parts IS NULL THEN RETURN 'application_answered'; END IF;
  IF a.digest <> p_digest OR 'applicant' = ANY (parts) AND a.document #>> '{content,applicant,key}' IS DISTINCT FROM me.person_key THEN
    RETURN 'application_changed';
  END IF;
  INSERT INTO spent_nonce (nonce_hash, spent_at) VALUES (p_spent, stamp) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN 'signing_spent'; END IF;
  INSERT INTO application_signature (application_id, party_id, person_id, as_what, way, digest, shown, id_token, at)
    SELECT a.id, NULL::uuid, me.id, 'applicant', p_way, p_digest, p_shown, p_id_token, stamp WHERE 'applicant' = ANY (parts)
    UNION ALL SELECT a.id, named.id, me.id, named.part, p_way, p_digest, p_shown, p_id_token, stamp
      FROM application_party named WHERE named.id = ANY (mine);
  UPDATE application_party SET answer = 'signed', answered_at = stamp WHERE id = ANY (mine);
  IF 'signatory' = ANY (parts) AND a.holds_number_at IS NULL THEN
    IF a.kind = 'join' AND has_joined(a.orgnr) THEN RETURN 'already_joined'; END IF;
    -- The index application_one_open decides among those who sign at once.
    BEGIN
      UPDATE application SET holds_number_at = stamp WHERE id = a.id;
    EXCEPTION WHEN unique_violation THEN RETURN 'application_open';
    END;
  END IF;
  PERFORM append_link('00000000-0000-0000-0000-000000000000', current_actor(), 'application.signed', a.id::text,
    jsonb_build_object('reference', a.reference, 'as', array_to_string(parts, ','), 'way', p_way, 'digest', p_digest));
  RETURN CASE WHEN hand_in_when_signed(a.id) THEN 'handed-in' ELSE 'signed' END;
END $$;

REVOKE EXECUTE ON FUNCTION signed_subject(application), note_signed_subject(), hold_signature(), names_its_parties(application),
  hold_party_answer(), forget_answers(UUID), hand_in_when_signed(UUID), hand_in_again(UUID), lock_to_sign(UUID),
  sign_application(UUID, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_answers(UUID), hand_in_again(UUID) TO kvittens_web;
GRANT EXECUTE ON FUNCTION lock_to_sign(UUID), sign_application(UUID, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT) TO kvittens_keeper;
