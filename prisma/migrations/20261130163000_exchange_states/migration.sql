-- An exchange in test: files of the e-service are checked, and nothing is passed on.

CREATE FUNCTION tried_by(p_employer UUID) RETURNS TEXT[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT service ORDER BY service), '{}') FROM exchange e
  WHERE employer_id = p_employer AND state = 'test' AND ended_at IS NULL AND service <> ALL (services_of(p_employer))
$$;

-- An administrator ends the test of an e-service: from now on its files go to FK. Once; false: it was not in test.
CREATE FUNCTION begin_production(p_employer UUID, p_session UUID, p_service TEXT) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM require_own_employer(p_employer);
  IF NOT EXISTS (
    SELECT FROM login_session s, employers_of(s.person_id) e
    WHERE s.id = p_session AND e.employer_id = p_employer AND e.role = 'administrator'
  ) THEN
    RAISE EXCEPTION 'no administrator of this employer' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE exchange SET state = 'production'
    WHERE employer_id = p_employer AND service = p_service AND channel = 'https' AND state = 'test' AND ended_at IS NULL;
  RETURN FOUND;
END $$;

REVOKE EXECUTE ON FUNCTION tried_by(UUID), begin_production(UUID, UUID, TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tried_by(UUID) TO kvittens_web, kvittens_gateway;
GRANT EXECUTE ON FUNCTION begin_production(UUID, UUID, TEXT) TO kvittens_web;

-- A company may say that nobody is let in to it by a form on paper.
ALTER TABLE "employer" ADD COLUMN "paper_blocked_at" TIMESTAMPTZ(6);
GRANT UPDATE (paper_blocked_at) ON employer TO kvittens_web;
