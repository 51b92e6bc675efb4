-- What is kept about a person: all of it for themself, and the end of their account.
CREATE INDEX "audit_by_person" ON "audit" ("actor", "at") WHERE "actor" LIKE 'person:%';
CREATE INDEX "submission_by_person" ON "submission" ("person_id", "submitted_at") WHERE "person_id" IS NOT NULL;
CREATE INDEX "delivery_access_by_person" ON "delivery_access" ("person_id", "at") WHERE "person_id" IS NOT NULL;

-- Everything that is the person's own, for a fresh login of theirs. No secret, no content of a file, no other person's row.
-- `word`: ok, not_signed_in or fresh_login.
CREATE FUNCTION export_person(p_session UUID, OUT word TEXT, OUT record JSONB)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own RECORD;
BEGIN
  SELECT * INTO own FROM own_login(p_session);
  word := own.word;
  IF own.word <> 'ok' THEN RETURN; END IF;
  SELECT jsonb_build_object(
    'person', (SELECT jsonb_build_object('id', p.id, 'name', p.name, 'personnummer', p.person_masked, 'username', p.username,
      'hasPassword', p.password_hash IS NOT NULL, 'hasCodeApp', p.totp_secret IS NOT NULL, 'support', p.support, 'operator', p.operator,
      'mail', p.mail, 'mailVerifiedAt', p.mail_verified_at, 'mailRefusedAt', p.mail_refused_at, 'language', p.language,
      'lastLoginAt', p.last_login_at, 'createdAt', p.created_at) FROM person p WHERE p.id = own.who),
    'memberships', (SELECT coalesce(jsonb_agg(jsonb_build_object('company', e.name, 'orgnr', e.orgnr, 'role', m.role,
      'validUntil', m.valid_until, 'usedAt', m.used_at, 'confirmedAt', m.confirmed_at, 'createdAt', m.created_at,
      'removedAt', m.removed_at, 'removedWhy', m.removed_why) ORDER BY m.created_at), '[]')
      FROM member m JOIN employer e ON e.id = m.employer_id WHERE m.person_id = own.who),
    'assignments', (SELECT coalesce(jsonb_agg(jsonb_build_object('bureau', b.name, 'client', c.name, 'usedAt', a.used_at,
      'createdAt', a.created_at, 'endedAt', a.ended_at) ORDER BY a.created_at), '[]')
      FROM assignment a JOIN employer b ON b.id = a.employer_id JOIN employer c ON c.id = a.client_id WHERE a.person_id = own.who),
    'invitations', (SELECT coalesce(jsonb_agg(jsonb_build_object('company', e.name, 'name', i.name, 'address', i.address, 'role', i.role,
      'validUntil', i.valid_until, 'createdAt', i.created_at, 'expiresAt', i.expires_at, 'acceptedAt', i.accepted_at,
      'endedAt', i.ended_at) ORDER BY i.created_at), '[]')
      FROM invitation i JOIN employer e ON e.id = i.employer_id JOIN person p ON p.id = own.who
      WHERE i.accepted_by = own.who OR i.person_key = p.person_key),
    'logins', (SELECT coalesce(jsonb_agg(jsonb_build_object('way', s.way, 'device', s.device, 'createdAt', s.created_at,
      'seenAt', s.seen_at, 'expiresAt', s.expires_at) ORDER BY s.created_at), '[]') FROM login_session s WHERE s.person_id = own.who),
    'passkeys', (SELECT coalesce(jsonb_agg(jsonb_build_object('label', k.label, 'createdAt', k.created_at, 'usedAt', k.used_at)
      ORDER BY k.created_at), '[]') FROM passkey k WHERE k.person_id = own.who),
    'mailCodes', (SELECT coalesce(jsonb_agg(jsonb_build_object('address', c.address, 'createdAt', c.created_at, 'usedAt', c.used_at)
      ORDER BY c.created_at), '[]') FROM mail_code c WHERE c.person_id = own.who),
    'mails', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'address', n.recipient, 'createdAt', n.created_at,
      'sentAt', n.sent_at) ORDER BY n.created_at), '[]')
      FROM notice n JOIN person p ON p.id = own.who
      WHERE n.employer_id IS NULL AND n.recipient = p.mail AND p.mail_verified_at IS NOT NULL AND n.kind LIKE 'person-%'),
    'applications', (SELECT coalesce(jsonb_agg(jsonb_build_object('reference', a.reference, 'kind', a.kind, 'state', a.state,
      'orgnr', a.orgnr, 'applicant', a.applicant_id = own.who, 'createdAt', a.created_at, 'submittedAt', a.submitted_at,
      'decidedAt', a.decided_at,
      'parts', (SELECT coalesce(jsonb_agg(jsonb_build_object('part', y.part, 'name', y.name, 'address', y.address, 'answer', y.answer,
        'answeredAt', y.answered_at)), '[]') FROM application_party y WHERE y.application_id = a.id AND y.person_id = own.who),
      'signatures', (SELECT coalesce(jsonb_agg(jsonb_build_object('as', g.as_what, 'way', g.way, 'at', g.at, 'digest', g.digest,
        'shown', g.shown, 'voidedAt', g.voided_at)), '[]') FROM application_signature g
        WHERE g.application_id = a.id AND g.person_id = own.who)) ORDER BY a.created_at), '[]')
      FROM application a WHERE a.applicant_id = own.who
        OR EXISTS (SELECT FROM application_party y WHERE y.application_id = a.id AND y.person_id = own.who)),
    'submissions', (SELECT coalesce(jsonb_agg(jsonb_build_object('reference', s.reference, 'company', e.name, 'service', s.service,
      'submittedAt', s.submitted_at) ORDER BY s.submitted_at), '[]')
      FROM submission s JOIN employer e ON e.id = s.employer_id WHERE s.person_id = own.who),
    'openedFiles', (SELECT coalesce(jsonb_agg(jsonb_build_object('company', e.name, 'file', x.delivery_id, 'kind', x.kind, 'at', x.at)
      ORDER BY x.at), '[]') FROM delivery_access x JOIN employer e ON e.id = x.employer_id WHERE x.person_id = own.who),
    'log', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', l.at, 'company', e.name, 'action', l.action, 'object', l.object,
      'detail', l.detail) ORDER BY l.at), '[]')
      FROM audit l LEFT JOIN employer e ON e.id = l.chain WHERE l.actor = 'person:' || own.who AND l.actor LIKE 'person:%')
  ) INTO record;
END $$;

-- What keeps an account from being ended: 'staff' (support, or an operator), 'last_administrator' (`label`: the company's name),
-- 'application' (`label`: its reference).
CREATE FUNCTION erasure_obstacles(p_person UUID) RETURNS TABLE (kind TEXT, label TEXT)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 'staff', NULL FROM person WHERE id = p_person AND (support OR operator)
  UNION ALL
  SELECT 'last_administrator', e.name FROM member m JOIN employer e ON e.id = m.employer_id
    WHERE m.person_id = p_person AND m.role = 'administrator' AND m.removed_at IS NULL AND NOT has_other_administrator(e.id, p_person)
  UNION ALL
  SELECT 'application', a.reference FROM application a
    WHERE (a.applicant_id = p_person AND a.state IN ('signing', 'submitted', 'reviewing', 'returned'))
      OR (a.state IN ('signing', 'submitted', 'reviewing', 'returned')
        AND EXISTS (SELECT FROM application_party y WHERE y.application_id = a.id AND y.person_id = p_person AND y.answer IS DISTINCT FROM 'declined'))
$$;

-- The same for who is logged in.
CREATE FUNCTION own_erasure_obstacles(p_session UUID) RETURNS TABLE (kind TEXT, label TEXT)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.kind, o.label FROM live_session(p_session) s, erasure_obstacles(s.person_id) o
$$;

-- Ends the account of who is logged in: 'ok' (`former`: their verified address), 'not_signed_in', 'fresh_login', or an obstacle.
-- The name and the birth date stay with what they have done; the key by which they are known goes, so that they may come back as another.
CREATE FUNCTION erase_person(p_session UUID, OUT word TEXT, OUT who UUID, OUT former TEXT)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own RECORD; left_one RECORD;
BEGIN
  SELECT * INTO own FROM own_login(p_session);
  word := own.word;
  IF own.word <> 'ok' THEN RETURN; END IF;
  who := own.who;
  -- As who changes a company's people: the companies first, then the person.
  PERFORM lock_people(m.employer_id) FROM (SELECT employer_id FROM member WHERE person_id = who AND removed_at IS NULL ORDER BY employer_id) m;
  PERFORM FROM person WHERE id = who AND removed_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN word := 'not_signed_in'; RETURN; END IF;
  SELECT kind INTO word FROM erasure_obstacles(who) LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  FOR left_one IN
    UPDATE member SET removed_at = now(), removed_by = 'person:' || who, removed_why = 'left'
    WHERE person_id = who AND removed_at IS NULL RETURNING employer_id
  LOOP
    PERFORM set_config('kvittens.employer', left_one.employer_id::text, true);
    PERFORM append_audit(left_one.employer_id, 'person:' || who, 'member.left', who::text, '{"erased": true}');
  END LOOP;
  PERFORM set_config('kvittens.employer', '', true);
  UPDATE assignment SET ended_at = now(), ended_by = 'person:' || who WHERE person_id = who AND ended_at IS NULL;
  DELETE FROM application a WHERE a.applicant_id = who AND a.state = 'draft'
    AND NOT EXISTS (SELECT FROM application_signature g WHERE g.application_id = a.id);
  UPDATE application SET state = 'withdrawn', fields = '{}' WHERE applicant_id = who AND state = 'draft';
  DELETE FROM passkey WHERE person_id = who;
  DELETE FROM login_link WHERE person_id = who;
  DELETE FROM mail_code WHERE person_id = who;
  SELECT p.mail INTO former FROM person p WHERE p.id = who AND p.mail_verified_at IS NOT NULL;
  UPDATE notice SET next_attempt_at = NULL, last_error = 'address-removed'
    WHERE employer_id IS NULL AND kind LIKE 'person-%' AND recipient = former AND sent_at IS NULL AND next_attempt_at IS NOT NULL;
  UPDATE person SET removed_at = now(), username = NULL, password_hash = NULL, totp_secret = NULL, totp_last_step = NULL,
    mail = NULL, mail_verified_at = NULL, mail_refused_at = NULL,
    person_key = encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex')
  WHERE id = who;
  word := 'ok';
END $$;

-- A code opens something too, until it is used or too old: it is dropped with the link when its mail has gone.
CREATE OR REPLACE FUNCTION drop_link_of_mail() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.params := NEW.params - 'path' - 'code';
  RETURN NEW;
END $$;

REVOKE EXECUTE ON FUNCTION export_person(UUID), erasure_obstacles(UUID), own_erasure_obstacles(UUID), erase_person(UUID) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION export_person(UUID), own_erasure_obstacles(UUID), erase_person(UUID) TO kvittens_web;
