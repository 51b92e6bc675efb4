-- Web is told the companies of who speaks, and of whose cookie it shows: by a person's id it could read anybody's.

-- The companies that the person of the login ("name=token") may act for today, the last used first. A login that acts for none gives
-- one row without a company; one that has ended, no row. sessionIdleMinutes: lib/limits.ts.
CREATE FUNCTION employers_by_login(p_credential TEXT)
RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], tried TEXT[], role TEXT, valid_until DATE, used_at TIMESTAMPTZ, via TEXT)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.employer_id, e.orgnr, e.name, e.services, tried_by(e.employer_id), e.role, e.valid_until, e.used_at, e.via
  FROM login_session s JOIN person p ON p.id = s.person_id LEFT JOIN LATERAL employers_of(s.person_id) e ON true
  WHERE s.token_hash = encode(sha256(convert_to(p_credential, 'UTF8')), 'hex') AND p.removed_at IS NULL
    AND s.expires_at > clock_timestamp() AND s.seen_at > clock_timestamp() - interval '30 minutes'
  ORDER BY e.used_at DESC NULLS LAST, e.name
$$;

-- As employers_by_login, of the person who speaks in this transaction.
CREATE FUNCTION own_employers()
RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], tried TEXT[], role TEXT, valid_until DATE, used_at TIMESTAMPTZ, via TEXT)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.employer_id, e.orgnr, e.name, e.services, tried_by(e.employer_id), e.role, e.valid_until, e.used_at, e.via
  FROM employers_of(current_person()) e ORDER BY e.used_at DESC NULLS LAST, e.name
$$;

REVOKE EXECUTE ON FUNCTION employers_by_login(TEXT), own_employers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION employers_by_login(TEXT), own_employers() TO kvittens_web, kvittens_keeper;
REVOKE EXECUTE ON FUNCTION employers_of(UUID) FROM kvittens_web;
