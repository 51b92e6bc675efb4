-- A payroll bureau's people. An assignment concerns two companies: it is written here alone, on the audit chains of both.

-- Appends to a chain that is not the tenant's own, for functions of this file.
CREATE FUNCTION audit_for(p_chain UUID, p_actor TEXT, p_action TEXT, p_object TEXT, p_detail JSONB) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own TEXT := coalesce(current_setting('kvittens.employer', true), '');
BEGIN
  PERFORM set_config('kvittens.employer', p_chain::text, true);
  PERFORM append_audit(p_chain, p_actor, p_action, p_object, p_detail);
  PERFORM set_config('kvittens.employer', own, true);
END $$;

-- Whoever writes on several chains takes them in one order, so that two never wait for each other.
CREATE FUNCTION lock_chains(p_chains UUID[]) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO audit_head (chain, seq, hash) SELECT DISTINCT chain, 0, '\x'::bytea FROM unnest(p_chains) chain ORDER BY chain ON CONFLICT DO NOTHING;
  PERFORM FROM audit_head WHERE chain = ANY(p_chains) ORDER BY chain FOR UPDATE;
END $$;

-- Lets people of the bureau act for its clients, by a login of its administrator. Null: one of the people is not the bureau's, may only look, or one of the clients
-- has given it no mandate that holds. Otherwise how many pairs are new.
CREATE FUNCTION assign_people(p_session UUID, p_bureau UUID, p_clients UUID[], p_persons UUID[]) RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_by UUID := administrator_in(p_session, p_bureau); added RECORD; today DATE := (now() AT TIME ZONE 'Europe/Stockholm')::date; bureau_orgnr TEXT; n INTEGER := 0;
BEGIN
  IF p_bureau IS DISTINCT FROM current_employer() OR v_by IS NULL THEN RETURN NULL; END IF;
  SELECT orgnr INTO bureau_orgnr FROM employer WHERE id = p_bureau;
  -- What an assignment rests on does not end meanwhile: it ends before, and is missed, or after, and takes the assignment with it.
  PERFORM FROM mandate WHERE employer_id = ANY(p_clients) AND agent_orgnr = bureau_orgnr AND ended_at IS NULL ORDER BY id FOR SHARE;
  PERFORM FROM member WHERE employer_id = p_bureau AND person_id = ANY(p_persons) AND removed_at IS NULL ORDER BY id FOR SHARE;
  PERFORM lock_chains(p_clients || p_bureau);
  IF EXISTS (SELECT FROM unnest(p_persons) who WHERE NOT EXISTS (
       SELECT FROM employers_of(who) e WHERE e.employer_id = p_bureau AND e.via IS NULL AND e.role <> 'reader'))
     OR EXISTS (SELECT FROM unnest(p_clients) client WHERE NOT EXISTS (
       SELECT FROM mandate m WHERE m.employer_id = client AND m.agent_orgnr = bureau_orgnr AND m.ended_at IS NULL
         AND today BETWEEN m.valid_from AND m.valid_until))
  THEN RETURN NULL; END IF;
  FOR added IN
    INSERT INTO assignment (employer_id, client_id, person_id, created_by)
    SELECT p_bureau, client, who, v_by FROM unnest(p_clients) client, unnest(p_persons) who
    ON CONFLICT DO NOTHING RETURNING *
  LOOP
    n := n + 1;
    PERFORM audit_for(chain, 'person:' || v_by, 'assignment.given', added.id::text,
      jsonb_build_object('bureau', p_bureau, 'client', added.client_id, 'person', added.person_id))
    FROM unnest(ARRAY[p_bureau, added.client_id]) chain;
  END LOOP;
  RETURN n;
END $$;

-- Ends assignments, on both chains. `p_by`: who or what did.
CREATE FUNCTION close_assignments(p_ids UUID[], p_by TEXT) RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE ended RECORD; n INTEGER := 0;
BEGIN
  IF cardinality(p_ids) = 0 THEN RETURN 0; END IF;
  PERFORM lock_chains((SELECT array_agg(a.employer_id) || array_agg(a.client_id) FROM assignment a WHERE a.id = ANY(p_ids)));
  FOR ended IN UPDATE assignment SET ended_at = clock_timestamp(), ended_by = p_by WHERE id = ANY(p_ids) AND ended_at IS NULL RETURNING * LOOP
    n := n + 1;
    PERFORM audit_for(chain, p_by, 'assignment.ended', ended.id::text,
      jsonb_build_object('bureau', ended.employer_id, 'client', ended.client_id, 'person', ended.person_id))
    FROM unnest(ARRAY[ended.employer_id, ended.client_id]) chain;
  END LOOP;
  RETURN n;
END $$;

-- An administrator of the bureau or of the client ends some. Null: one of them is neither's, or there is none.
CREATE FUNCTION end_assignments(p_session UUID, p_employer UUID, p_ids UUID[]) RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_by UUID := administrator_in(p_session, p_employer);
BEGIN
  IF p_employer IS DISTINCT FROM current_employer() OR v_by IS NULL THEN RETURN NULL; END IF;
  IF (SELECT count(*) FROM assignment WHERE id = ANY(p_ids) AND p_employer IN (employer_id, client_id))
     <> (SELECT count(DISTINCT id) FROM unnest(p_ids) id) OR cardinality(p_ids) = 0 THEN RETURN NULL; END IF;
  RETURN close_assignments(p_ids, 'person:' || v_by);
END $$;

-- Who of which bureau acts for the tenant today.
CREATE FUNCTION acting_for(p_client UUID)
RETURNS TABLE (assignment_id UUID, bureau_orgnr TEXT, bureau_name TEXT, person_name TEXT, since TIMESTAMPTZ, used_at TIMESTAMPTZ)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, bureau.orgnr, bureau.name, p.name, a.created_at, a.used_at
  FROM assignment a JOIN employer bureau ON bureau.id = a.employer_id JOIN person p ON p.id = a.person_id
  WHERE a.client_id = p_client AND p_client = current_employer() AND a.ended_at IS NULL
    AND EXISTS (SELECT FROM employers_of(a.person_id) e WHERE e.employer_id = p_client)
  ORDER BY bureau.name, p.name, a.id
$$;

-- What has ended does not come back with a new mandate, or a new place at the bureau.
CREATE OR REPLACE FUNCTION end_mandate() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_end('employer', OLD.employer_id::text);
  PERFORM end_uploads(a.person_id) FROM assignment a WHERE a.client_id = OLD.employer_id AND a.ended_at IS NULL;
  IF TG_OP = 'UPDATE' AND NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL THEN
    PERFORM close_assignments(coalesce((
      SELECT array_agg(a.id) FROM assignment a JOIN employer bureau ON bureau.id = a.employer_id
      WHERE a.client_id = OLD.employer_id AND bureau.orgnr = OLD.agent_orgnr AND a.ended_at IS NULL
        AND NOT EXISTS (SELECT FROM mandate m WHERE m.employer_id = OLD.employer_id AND m.agent_orgnr = OLD.agent_orgnr
          AND m.id <> OLD.id AND m.ended_at IS NULL AND m.valid_until >= (now() AT TIME ZONE 'Europe/Stockholm')::date)), '{}'), 'mandate');
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION end_member() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_end('person', OLD.person_id::text);
  IF TG_OP = 'DELETE' OR NEW.removed_at IS NOT NULL OR NEW.role = 'reader' THEN
    PERFORM close_assignments(coalesce((
      SELECT array_agg(a.id) FROM assignment a WHERE a.employer_id = OLD.employer_id AND a.person_id = OLD.person_id AND a.ended_at IS NULL), '{}'), 'member');
  END IF;
  DELETE FROM login_session s WHERE s.person_id = OLD.person_id AND s.employer_id IS NOT NULL
    AND s.employer_id NOT IN (SELECT e.employer_id FROM employers_of(OLD.person_id) e);
  PERFORM end_uploads(OLD.person_id);
  RETURN NULL;
END $$;

REVOKE INSERT ON assignment FROM kvittens_web;
REVOKE UPDATE (ended_at, ended_by) ON assignment FROM kvittens_web;
REVOKE EXECUTE ON FUNCTION audit_for(UUID, TEXT, TEXT, TEXT, JSONB), lock_chains(UUID[]), close_assignments(UUID[], TEXT),
  assign_people(UUID, UUID, UUID[], UUID[]), end_assignments(UUID, UUID, UUID[]), acting_for(UUID) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION assign_people(UUID, UUID, UUID[], UUID[]), end_assignments(UUID, UUID, UUID[]), acting_for(UUID) TO kvittens_web;
