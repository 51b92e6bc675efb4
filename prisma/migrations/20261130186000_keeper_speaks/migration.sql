-- Keeper runs verbs for the person of the cookie that web passes on: it speaks as web does.
GRANT EXECUTE ON FUNCTION speak_for(TEXT, UUID), current_session(), current_person(), speaking_role(), speaks_as_support(), speaks_as_operator(),
  current_actor(), read_session(TEXT[], BOOLEAN), start_session(UUID, TEXT, TEXT, TEXT[], TIMESTAMPTZ, TEXT) TO kvittens_keeper;
REVOKE SELECT, INSERT, UPDATE, DELETE ON login_session FROM kvittens_keeper;
GRANT SELECT (id, person_id, way, created_at, seen_at, expires_at, proved_at, employer_id, device), UPDATE (employer_id) ON login_session TO kvittens_keeper;
CREATE POLICY keeper_speaks ON login_session TO kvittens_keeper
  USING (person_id = (SELECT current_person())) WITH CHECK (person_id = (SELECT current_person()));

-- A tenant's connection writes to its own chain or to the portal's: keeper's too.
CREATE OR REPLACE FUNCTION append_audit(p_chain UUID, p_actor TEXT, p_action TEXT, p_object TEXT, p_detail JSONB) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF session_user IN ('kvittens_web', 'kvittens_gateway', 'kvittens_keeper') AND p_chain <> '00000000-0000-0000-0000-000000000000'
     AND p_chain IS DISTINCT FROM current_employer() THEN
    RAISE EXCEPTION 'another employer''s chain' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN append_link(p_chain, p_actor, p_action, p_object, p_detail);
END $$;
