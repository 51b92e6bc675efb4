-- Who runs the portal, at the command line: sees the audit trail whole and who has which account, and writes through functions alone.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kvittens_admin') THEN
    CREATE ROLE kvittens_admin LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO kvittens_admin;

GRANT SELECT ON audit, audit_head TO kvittens_admin;
CREATE POLICY admin_reads ON audit FOR SELECT TO kvittens_admin USING (true);
CREATE POLICY admin_reads ON audit_head FOR SELECT TO kvittens_admin USING (true);

-- The head of each chain that has grown since a time, to be noted outside the database; also of one that has lost its last row.
CREATE FUNCTION audit_heads_since(p_since TIMESTAMPTZ) RETURNS TABLE (chain UUID, seq BIGINT, hash BYTEA)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.chain, h.seq, h.hash FROM audit_head h LEFT JOIN audit a ON a.chain = h.chain AND a.seq = h.seq
  WHERE h.seq > 0 AND (a.at IS NULL OR a.at > p_since)
  ORDER BY h.chain
$$;
REVOKE EXECUTE ON FUNCTION audit_heads_since(TIMESTAMPTZ) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_heads_since(TIMESTAMPTZ) TO kvittens_relay;
