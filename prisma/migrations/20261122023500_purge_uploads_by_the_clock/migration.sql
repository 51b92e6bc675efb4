-- Whoever may ask for the sweep cannot make an upload older than it is.
CREATE OR REPLACE FUNCTION purge_uploads(p_now TIMESTAMPTZ) RETURNS SETOF TEXT
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM upload WHERE expires_at <= least(p_now, clock_timestamp()) AND (held_until IS NULL OR held_until <= clock_timestamp())
  RETURNING id
$$;
