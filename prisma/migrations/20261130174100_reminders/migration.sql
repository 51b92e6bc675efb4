-- Administrators are reminded of what will end. What was due long ago and stays, a last administrator's own, does not silence that.
DO $$
DECLARE
  body TEXT := pg_get_functiondef('lapse_members'::regproc);
  old TEXT := 'FROM member x WHERE x.removed_at IS NULL GROUP BY 1';
BEGIN
  IF position(old IN body) = 0 THEN RAISE EXCEPTION 'lapse_members does not say: %', old; END IF;
  EXECUTE replace(body, old,
    'FROM member x WHERE x.removed_at IS NULL AND x.confirmed_at + make_interval(months => p_months) > p_now GROUP BY 1');
END $$;
