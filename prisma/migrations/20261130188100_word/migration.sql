-- Whose word the audit trail takes: a process appends what it does itself, and for people as the one who speaks in its transaction.

-- Which actions a role may append, in an employer's chain or the portal's, and who must speak: `own` (the process by itself),
-- `login` (it says whose login it is, or nobody's), `system` (nobody's word), `speaker` (anybody who speaks), `acts` (all but readers), `settles` (they, or support),
-- `administrator`, `fresh` (an administrator who showed lately who they are), `operator`. What else stands in a chain is appended by
-- functions of the owner (append_link). prisma/audit-words.test.ts holds the list.
CREATE TABLE walls.action_right (
  "role" TEXT NOT NULL,
  "place" TEXT NOT NULL CHECK ("place" IN ('employer', 'portal')),
  "action" TEXT NOT NULL,
  "demand" TEXT NOT NULL CHECK ("demand" IN ('own', 'login', 'system', 'speaker', 'acts', 'settles', 'administrator', 'fresh', 'operator')),
  PRIMARY KEY ("role", "place", "action")
);
INSERT INTO walls.action_right SELECT role, place, unnest(string_to_array(actions, ' ')), demand FROM (VALUES
  ('web', 'employer', 'speaker', 'session.acts-for member.left invitation.accepted'),
  ('web', 'employer', 'acts', 'submission.submitted submission.replaced submission.withdrawn submission.resent submission.mended submission.dealt-with submission.reopened delivery.opened delivery.acknowledged'),
  ('web', 'employer', 'settles', 'submission.settled submission.settle-refused'),
  ('web', 'employer', 'administrator', 'member.confirmed webhook.types webhook.secret-ended webhook.removed webhook.replayed employer.exported'),
  ('web', 'employer', 'fresh', 'certificate.registered certificate.removed certificate.valid-from mandate.given mandate.ended member.changed member.removed invitation.sent invitation.sent-again invitation.taken-back employer.renamed employer.ended paper.blocked paper.open retention.days notices.addresses webhook.added webhook.secret exchange.production login.switched'),
  ('web', 'portal', 'speaker', 'session.ended session.others-ended person.language person.erased person.exported invitation.accepted application.started application.changed application.asked application.signed application.refused application.handed-in application.withdrawn application.reopened application.basis-added application.basis-removed'),
  ('web', 'portal', 'settles', 'submission.settled submission.settle-refused'),
  ('web', 'portal', 'fresh', 'employer.ended'),
  ('gateway', 'employer', 'acts', 'submission.submitted submission.replaced submission.mended delivery.opened delivery.acknowledged'),
  ('relay', 'employer', 'own', 'attempt.accepted attempt.rejected attempt.unsent attempt.unknown attempt.late verdict.mottagen verdict.godkand verdict.underkand submission.held submission.purged submission.disputed submission.contradicted submission.settled submission.settle-refused delivery.received delivery.purged'),
  ('relay', 'portal', 'own', 'sending.held sending.stopped sending.released sending.reconciled stop.planned stop.removed payload-key.made payload-key.destroyed'),
  ('keeper', 'employer', 'speaker', 'session.acts-for'),
  ('keeper', 'employer', 'fresh', 'login.link-sent login.opened'),
  ('keeper', 'portal', 'speaker', 'person.mail person.mail-asked login.password login.codeapp login.passkeyadded login.passkeyremoved login.dropped login.opened'),
  ('keeper', 'portal', 'operator', 'login.link-sent'),
  ('keeper', 'portal', 'login', 'person.keyed'),
  ('keeper', 'portal', 'system', 'login.locked')
) AS rights (role, place, demand, actions);

-- Fails where the speaker is not who the action asks for.
CREATE FUNCTION walls.require_right(p_demand TEXT, p_role TEXT, p_actor TEXT) RETURNS VOID
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s walls.speaker;
BEGIN
  IF p_demand = 'system' THEN
    IF p_actor = 'system' THEN RETURN; END IF;
  ELSIF p_demand = 'own' THEN
    -- The operator's command connects as relay does.
    IF p_actor ~ '^relay:.{1,200}$' OR p_actor ~ '^admin:.{1,100}$' THEN RETURN; END IF;
  ELSE
    SELECT * INTO s FROM walls.speaker WHERE xact = pg_current_xact_id_if_assigned();
    IF p_demand = 'login' AND NOT FOUND THEN
      IF p_actor ~ '^(person:[0-9a-f-]{36}|keeper:.{1,100}|system)$' THEN RETURN; END IF;
    ELSIF p_actor = current_actor() AND (CASE p_demand
      WHEN 'speaker' THEN true
      WHEN 'login' THEN true
      WHEN 'acts' THEN s.role IN ('administrator', 'handler', 'ombud', 'certificate')
      WHEN 'settles' THEN s.role IN ('administrator', 'handler', 'ombud', 'support')
      WHEN 'administrator' THEN s.role = 'administrator'
      WHEN 'fresh' THEN s.role = 'administrator' AND s.fresh
      WHEN 'operator' THEN s.operator
    END) THEN RETURN;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit trail does not take this from %', p_role USING ERRCODE = 'insufficient_privilege';
END $$;

-- p_actor null: who speaks.
CREATE OR REPLACE FUNCTION append_audit(p_chain UUID, p_actor TEXT, p_action TEXT, p_object TEXT, p_detail JSONB) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own TEXT := substr(session_user, length('kvittens_') + 1);
  chain_place TEXT := CASE WHEN p_chain = '00000000-0000-0000-0000-000000000000' THEN 'portal' ELSE 'employer' END;
  actor TEXT := coalesce(p_actor, current_actor());
  needs TEXT;
BEGIN
  IF session_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'audit'::regclass) THEN
    SELECT r.demand INTO needs FROM walls.action_right r WHERE r.role = own AND r.place = chain_place AND r.action = p_action;
    IF NOT FOUND THEN
      RAISE EXCEPTION '% appends no % to the chain of an %', own, p_action, chain_place USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF needs <> 'own' AND chain_place = 'employer' AND p_chain IS DISTINCT FROM current_employer() THEN
      RAISE EXCEPTION 'another employer''s chain' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM walls.require_right(needs, own, actor);
  END IF;
  RETURN append_link(p_chain, actor, p_action, p_object, p_detail);
END $$;
REVOKE EXECUTE ON FUNCTION walls.require_right(TEXT, TEXT, TEXT) FROM PUBLIC;

-- What somebody does who is not logged in yet is appended where it is done.
CREATE OR REPLACE FUNCTION make_person(p_key TEXT, p_masked TEXT, p_name TEXT) RETURNS TABLE (person_id UUID, made BOOLEAN)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_key !~ '^[0-9a-f]{64}$' OR p_masked !~ '^[0-9]{8}-\*{4}$' OR p_name = '' THEN
    RAISE EXCEPTION 'no person' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO person (id, person_key, person_masked, name) VALUES (gen_random_uuid(), p_key, p_masked, p_name)
    ON CONFLICT (person_key) DO NOTHING RETURNING id, true INTO person_id, made;
  IF FOUND THEN
    PERFORM append_link('00000000-0000-0000-0000-000000000000', 'person:' || person_id, 'person.made', person_id::text, '{}');
    RETURN NEXT;
  ELSE
    RETURN QUERY SELECT id, false FROM person WHERE person_key = p_key AND removed_at IS NULL;
  END IF;
END
$$;
DO $$
DECLARE
  body TEXT := pg_get_functiondef('use_login_link'::regproc);
  old TEXT := E'  DELETE FROM login_session WHERE person_id = who;\n  RETURN ''ok'';';
BEGIN
  IF position(old IN body) = 0 THEN RAISE EXCEPTION 'use_login_link does not say: %', old; END IF;
  EXECUTE replace(body, old, E'  DELETE FROM login_session WHERE person_id = who;
  PERFORM append_link(''00000000-0000-0000-0000-000000000000'', ''person:'' || who, ''login.chosen'', who::text, ''{}'');\n  RETURN ''ok'';');
END $$;
