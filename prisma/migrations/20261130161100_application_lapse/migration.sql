-- Mails to all of an application, again: a name in it was ambiguous. What nobody goes on with lapses, after reminders.

CREATE OR REPLACE FUNCTION tell_parties(p_application UUID, p_kind TEXT, p_about TEXT, p_now TIMESTAMPTZ) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE told RECORD;
BEGIN
  FOR told IN
    SELECT DISTINCT ON (lower(one.address)) one.address, one.speech, a.reference
    FROM application a JOIN person applicant ON applicant.id = a.applicant_id
      CROSS JOIN LATERAL (
        SELECT coalesce(nullif(a.fields ->> 'mail', ''), applicant.mail) AS address, applicant.language AS speech, 0 AS turn
        UNION ALL SELECT named.address, coalesce(their.language, applicant.language), 1
          FROM application_party named LEFT JOIN person their ON their.id = named.person_id
          WHERE named.application_id = a.id AND (named.token_hash IS NOT NULL OR named.person_id IS NOT NULL)
      ) AS one
    WHERE a.id = p_application AND one.address LIKE '%@%' ORDER BY lower(one.address), one.turn
  LOOP
    PERFORM tell_person(p_kind, p_about, told.address,
      jsonb_build_object('reference', told.reference, 'path', '/anslut/' || told.reference, 'language', told.speech),
      p_now, p_now + interval '7 days');
  END LOOP;
END $$;

-- Whether an application that has been sent to those named in it names who has this key: for somebody who has no account yet.
CREATE FUNCTION application_names(p_reference TEXT, p_person_key TEXT) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM application_party named JOIN application a ON a.id = named.application_id
    WHERE a.reference = p_reference AND named.person_key = p_person_key AND a.asked_at IS NOT NULL AND a.state NOT IN ('withdrawn', 'lapsed'))
$$;

-- Ends what nobody has gone on with, and reminds those who have not answered. Says how many it ended.
CREATE FUNCTION lapse_applications(p_now TIMESTAMPTZ, p_draft_days INTEGER, p_unsigned_days INTEGER, p_reminder_days INTEGER[]) RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE one RECORD; late INTEGER; count INTEGER := 0;
BEGIN
  FOR one IN
    SELECT id, reference, version FROM application
    WHERE (state IN ('draft', 'returned') AND changed_at < p_now - make_interval(days => p_draft_days))
      OR (state = 'signing' AND asked_at < p_now - make_interval(days => p_unsigned_days))
    ORDER BY changed_at LIMIT 100 FOR UPDATE SKIP LOCKED
  LOOP
    UPDATE application SET state = 'lapsed', changed_at = p_now WHERE id = one.id;
    PERFORM append_audit('00000000-0000-0000-0000-000000000000', 'system', 'application.lapsed', one.id::text, jsonb_build_object('reference', one.reference));
    PERFORM tell_parties(one.id, 'application-lapsed', 'application:' || one.id || ':' || one.version, p_now);
    count := count + 1;
  END LOOP;
  FOREACH late IN ARRAY p_reminder_days LOOP
    FOR one IN
      SELECT DISTINCT a.id, a.reference, a.asked_at, a.asked_times, named.address, coalesce(their.language, applicant.language) AS speech
      FROM application a JOIN person applicant ON applicant.id = a.applicant_id
        JOIN application_party named ON named.application_id = a.id AND named.answer IS NULL
        LEFT JOIN person their ON their.id = named.person_id
      WHERE a.state = 'signing' AND a.asked_at BETWEEN p_now - make_interval(days => late + 1) AND p_now - make_interval(days => late)
        AND named.address LIKE '%@%'
    LOOP
      -- Once for each address, day and round: tell_person says nothing twice.
      PERFORM tell_person('application-reminder', 'application:' || one.id || ':' || one.asked_times || ':' || late, one.address,
        jsonb_build_object('reference', one.reference, 'path', '/anslut/' || one.reference, 'language', one.speech),
        p_now, one.asked_at + make_interval(days => p_unsigned_days));
    END LOOP;
  END LOOP;
  RETURN count;
END $$;

REVOKE EXECUTE ON FUNCTION application_names(TEXT, TEXT), lapse_applications(TIMESTAMPTZ, INTEGER, INTEGER, INTEGER[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION application_names(TEXT, TEXT), lapse_applications(TIMESTAMPTZ, INTEGER, INTEGER, INTEGER[]) TO kvittens_web;
