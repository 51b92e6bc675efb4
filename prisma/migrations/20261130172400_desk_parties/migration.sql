-- Who has a part in an application, whom a signature counts for, and how many administrators a company has left.

-- Whether the person has a part in it: applied, is named in it by number or by address, is the employer, acts for it, also through a
-- bureau, or has been invited to.
CREATE OR REPLACE FUNCTION is_party(p_application UUID, p_person UUID) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM application a, person p
    WHERE a.id = p_application AND p.id = p_person AND (
      a.applicant_id = p.id OR a.document #>> '{content,employer,key}' = p.person_key OR a.document #>> '{content,applicant,key}' = p.person_key
      OR lower(p.mail) IN (lower(a.document #>> '{content,applicant,mail}'), lower(a.document #>> '{content,contact,mail}'),
                           lower(a.document #>> '{content,technical,mail}'))
      OR EXISTS (SELECT FROM application_party named WHERE named.application_id = a.id
                   AND (named.person_id = p.id OR named.person_key = p.person_key OR lower(named.address) = lower(p.mail)))
      OR EXISTS (SELECT FROM employer e WHERE e.orgnr = a.orgnr AND (
           EXISTS (SELECT FROM member m WHERE m.employer_id = e.id AND m.person_id = p.id AND m.removed_at IS NULL)
           OR EXISTS (SELECT FROM assignment s WHERE s.client_id = e.id AND s.person_id = p.id AND s.ended_at IS NULL)
           OR EXISTS (SELECT FROM invitation i WHERE i.employer_id = e.id AND num_nonnulls(i.accepted_at, i.ended_at) = 0
                        AND i.expires_at > now() AND (i.person_key = p.person_key OR lower(i.address) = lower(p.mail)))))
    )
  )
$$;

-- Whether all who must have signed what it says now have done so, each in their own place.
CREATE OR REPLACE FUNCTION is_signed(a application) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  WITH current AS (SELECT * FROM application_signature s WHERE s.application_id = a.id AND s.voided_at IS NULL AND s.digest = a.digest),
    own AS (SELECT s.party_id, s.as_what FROM current s JOIN application_party named ON named.id = s.party_id AND named.part = s.as_what
              WHERE s.way = 'paper' OR s.person_id = named.person_id)
  SELECT EXISTS (SELECT FROM current s WHERE s.as_what = 'applicant' AND s.person_id = a.applicant_id)
    AND EXISTS (SELECT FROM application_party named WHERE named.application_id = a.id AND named.part = 'administrator')
    AND NOT EXISTS (SELECT FROM application_party named WHERE named.application_id = a.id AND named.part = 'administrator' AND (
      named.answer = 'declined' OR NOT EXISTS (SELECT FROM own WHERE own.party_id = named.id)))
    AND (SELECT count(*) FROM application_party named JOIN own ON own.party_id = named.id
           WHERE named.application_id = a.id AND named.part = 'signatory' AND named.answer = 'signed')
        >= greatest(1, (a.document #>> '{content,signing,needed}')::int)
$$;

-- How many may act for the employer as administrators today, for an operator; null for anybody else.
CREATE FUNCTION administrators_left(p_orgnr TEXT) RETURNS INTEGER
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(m.id)::int
  FROM employer e LEFT JOIN member m ON m.employer_id = e.id AND m.role = 'administrator' AND m.removed_at IS NULL
    AND (m.valid_until IS NULL OR m.valid_until >= (now() AT TIME ZONE 'Europe/Stockholm')::date)
    AND EXISTS (SELECT FROM person p WHERE p.id = m.person_id AND p.removed_at IS NULL)
  WHERE e.orgnr = p_orgnr HAVING is_operator(current_person())
$$;
REVOKE EXECUTE ON FUNCTION administrators_left(TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION administrators_left(TEXT) TO kvittens_web;
