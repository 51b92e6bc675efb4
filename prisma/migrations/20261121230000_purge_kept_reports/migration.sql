-- Web sees one employer at a time; this lets it end every kept report's hour without seeing any of them.
CREATE FUNCTION purge_kept_reports() RETURNS INTEGER
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (DELETE FROM kept_report WHERE expires_at <= now() RETURNING 1) SELECT count(*)::integer FROM gone
$$;
REVOKE EXECUTE ON FUNCTION purge_kept_reports() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_kept_reports() TO kvittens_web;
