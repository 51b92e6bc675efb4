-- Somebody who has identified at the broker and has no account is a guest: a person row is made when they begin something.

-- The person with this key, made if there is none; no row for one who has been removed. Twenty at once make one.
CREATE FUNCTION make_person(p_key TEXT, p_masked TEXT, p_name TEXT) RETURNS TABLE (person_id UUID, made BOOLEAN)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_key !~ '^[0-9a-f]{64}$' OR p_masked !~ '^[0-9]{8}-\*{4}$' OR p_name = '' THEN
    RAISE EXCEPTION 'no person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN QUERY INSERT INTO person (id, person_key, person_masked, name) VALUES (gen_random_uuid(), p_key, p_masked, p_name)
    ON CONFLICT (person_key) DO NOTHING RETURNING id, true;
  IF NOT FOUND THEN
    RETURN QUERY SELECT id, false FROM person WHERE person_key = p_key AND removed_at IS NULL;
  END IF;
END
$$;

-- Notes when the person of a login logged in.
CREATE FUNCTION note_login(p_session UUID) RETURNS VOID
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE person p SET last_login_at = s.created_at FROM login_session s WHERE s.id = p_session AND p.id = s.person_id
$$;

-- Answers of the login broker that have been used: the SHA-256 of their `state`.
CREATE TABLE "spent_state" (
  "state_hash" TEXT NOT NULL CHECK ("state_hash" ~ '^[0-9a-f]{64}$'),
  "spent_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "spent_state_pkey" PRIMARY KEY ("state_hash")
);
GRANT SELECT, INSERT, DELETE ON spent_state TO kvittens_web;

REVOKE EXECUTE ON FUNCTION make_person(TEXT, TEXT, TEXT), note_login(UUID) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_person(TEXT, TEXT, TEXT), note_login(UUID) TO kvittens_web;
