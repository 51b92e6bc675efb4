-- A row of who speaks means its own transaction, and no later one of the same number: a database that is put back from a dump may count
-- its transactions anew.
ALTER TABLE walls.speaker ADD COLUMN "at" TIMESTAMPTZ NOT NULL DEFAULT transaction_timestamp();
DO $$
DECLARE f RECORD; made TEXT;
BEGIN
  FOR f IN SELECT p.oid, p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
      AND p.prosrc ~ 'walls\.speaker WHERE xact = pg_current_xact_id_if_assigned\(\)' LOOP
    made := replace(pg_get_functiondef(f.oid), 'WHERE xact = pg_current_xact_id_if_assigned()',
      'WHERE xact = pg_current_xact_id_if_assigned() AND at = transaction_timestamp()');
    EXECUTE made;
  END LOOP;
END $$;

-- Answers of the login broker that have been used are forgotten by the clock alone: a login at the broker ends earlier.
CREATE FUNCTION forget_spent_states() RETURNS VOID LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM spent_state WHERE spent_at < now() - interval '1 hour'
$$;
REVOKE EXECUTE ON FUNCTION forget_spent_states() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_spent_states() TO kvittens_web;
REVOKE DELETE ON spent_state FROM kvittens_web;

-- The key of a personnummer is read by who it is of alone: web compares its own person's with an application's or an invitation's.
CREATE FUNCTION own_person_key() RETURNS TEXT LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT person_key FROM person WHERE id = current_person()
$$;
REVOKE EXECUTE ON FUNCTION own_person_key() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_person_key() TO kvittens_web;
REVOKE SELECT (person_key) ON person FROM kvittens_web;
