-- An application on its way: what is being signed, who may write what of it, and what an end does to it.

-- What is signed: the application's content and the text in which it is shown, with every number masked. Its digest is `digest`.
ALTER TABLE "application" ADD COLUMN "document" JSONB,
  ADD COLUMN "asked_times" INTEGER NOT NULL DEFAULT 0,
  ADD CONSTRAINT "application_document_has_digest" CHECK (("document" IS NULL) = ("digest" IS NULL)),
  ADD CONSTRAINT "application_approved_makes" CHECK ("state" <> 'approved' OR "employer_id" IS NOT NULL);

-- Who writes: the applicant all but other people's answers, somebody named in it their own answer.
DROP POLICY seen ON application_party;
CREATE POLICY seen ON application_party FOR SELECT TO kvittens_web USING (sees_application(application_id));
CREATE POLICY named ON application_party FOR INSERT TO kvittens_web WITH CHECK (is_applicant(application_id));
CREATE POLICY unnamed ON application_party FOR DELETE TO kvittens_web USING (is_applicant(application_id));
CREATE POLICY answered ON application_party FOR UPDATE TO kvittens_web
  USING (is_applicant(application_id) OR person_id = current_person()) WITH CHECK (true);
DROP POLICY seen ON application_signature;
CREATE POLICY seen ON application_signature FOR SELECT TO kvittens_web USING (sees_application(application_id));
CREATE POLICY own ON application_signature FOR INSERT TO kvittens_web
  WITH CHECK (person_id = current_person() AND way <> 'paper' AND sees_application(application_id));
CREATE POLICY void ON application_signature FOR UPDATE TO kvittens_web USING (is_applicant(application_id)) WITH CHECK (true);
DROP POLICY seen ON application_file;
CREATE POLICY seen ON application_file FOR SELECT TO kvittens_web USING (sees_application(application_id));
CREATE POLICY basis ON application_file FOR INSERT TO kvittens_web WITH CHECK (kind = 'basis' AND is_applicant(application_id));
CREATE POLICY unbased ON application_file FOR DELETE TO kvittens_web USING (kind = 'basis' AND is_applicant(application_id));

GRANT UPDATE (state, orgnr, fields, document, digest, version, holds_number_at, changed_at, asked_at, asked_times, submitted_at) ON application TO kvittens_web;
GRANT UPDATE (name, address, token_hash, seen_at, answered_at, answer) ON application_party TO kvittens_web;
GRANT UPDATE (voided_at) ON application_signature TO kvittens_web;
GRANT DELETE ON application_party, application_file TO kvittens_web;

-- The states that an applicant and those named lead to; what an operator decides is decided by functions of its own.
CREATE FUNCTION hold_application_states() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'kvittens_web' AND NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('draft', 'signing'), ('returned', 'signing'), ('signing', 'draft'), ('signing', 'returned'), ('signing', 'submitted'),
    ('returned', 'submitted'), ('draft', 'withdrawn'), ('signing', 'withdrawn'), ('submitted', 'withdrawn'),
    ('reviewing', 'withdrawn'), ('returned', 'withdrawn')
  ) THEN
    RAISE EXCEPTION 'an application does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state IN ('approved', 'declined', 'withdrawn', 'lapsed') THEN
    -- Numbers in full are kept no longer than they are needed: what is sealed goes, and a person's number as an employer's too.
    NEW.fields := coalesce((SELECT jsonb_object_agg(key, CASE WHEN jsonb_typeof(value) = 'object' THEN value - 'sealed' ELSE value END)
      FROM jsonb_each(NEW.fields)), '{}');
    IF NEW.state <> 'approved' AND NEW.orgnr NOT LIKE '16%' THEN NEW.orgnr := NULL; END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER application_states BEFORE UPDATE OF state ON application FOR EACH ROW EXECUTE FUNCTION hold_application_states();

-- Gives the person of this transaction the places that name them, by the key of their number, in applications that have been asked about.
CREATE FUNCTION take_parts(p_now TIMESTAMPTZ) RETURNS VOID
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE application_party named SET person_id = me.id, seen_at = coalesce(named.seen_at, p_now)
  FROM application a, person me
  WHERE me.id = current_person() AND me.removed_at IS NULL AND named.person_key = me.person_key
    AND named.person_id IS DISTINCT FROM me.id AND a.id = named.application_id AND a.asked_at IS NOT NULL
    AND a.state NOT IN ('withdrawn', 'lapsed')
$$;

-- Which application a link asks about, and whether it names who has this key: for somebody who has no account yet.
CREATE FUNCTION application_link(p_token_hash TEXT, p_person_key TEXT) RETURNS TABLE (reference TEXT, names BOOLEAN)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.reference, coalesce(named.person_key = p_person_key, false)
  FROM application_party named JOIN application a ON a.id = named.application_id
  WHERE named.token_hash = p_token_hash AND a.state NOT IN ('withdrawn', 'lapsed')
$$;

-- Whether an employer with the number has joined, and nothing else of it.
CREATE FUNCTION has_joined(p_orgnr TEXT) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM employer WHERE orgnr = p_orgnr)
$$;

-- One mail of a kind to the applicant and each one named who has been asked: reference and link, nothing else.
CREATE FUNCTION tell_parties(p_application UUID, p_kind TEXT, p_about TEXT, p_now TIMESTAMPTZ) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE told RECORD;
BEGIN
  FOR told IN
    SELECT DISTINCT ON (lower(one.address)) one.address, one.language, a.reference
    FROM application a JOIN person applicant ON applicant.id = a.applicant_id
      CROSS JOIN LATERAL (
        SELECT coalesce(nullif(a.fields ->> 'mail', ''), applicant.mail) AS address, applicant.language, 0 AS turn
        UNION ALL SELECT named.address, coalesce(their.language, applicant.language), 1
          FROM application_party named LEFT JOIN person their ON their.id = named.person_id
          WHERE named.application_id = a.id AND (named.token_hash IS NOT NULL OR named.person_id IS NOT NULL)
      ) AS one
    WHERE a.id = p_application AND one.address LIKE '%@%' ORDER BY lower(one.address), one.turn
  LOOP
    PERFORM tell_person(p_kind, p_about, told.address,
      jsonb_build_object('reference', told.reference, 'path', '/anslut/' || told.reference, 'language', told.language),
      p_now, p_now + interval '7 days');
  END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION hold_application_states(), take_parts(TIMESTAMPTZ), application_link(TEXT, TEXT), has_joined(TEXT),
  tell_parties(UUID, TEXT, TEXT, TIMESTAMPTZ) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_parts(TIMESTAMPTZ), application_link(TEXT, TEXT), has_joined(TEXT), tell_parties(UUID, TEXT, TEXT, TIMESTAMPTZ) TO kvittens_web;
