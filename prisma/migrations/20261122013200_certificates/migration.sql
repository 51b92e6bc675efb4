-- Certificates that machines may come with, each tied to one employer by fingerprint, issuer and number; mandates by which
-- another organisation's certificates act for an employer; and what issuers say of revocation, which relay fetches.
CREATE TABLE "certificate" (
  "id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "fingerprint" TEXT NOT NULL CHECK ("fingerprint" ~ '^[0-9a-f]{64}$'),
  "issuer" TEXT NOT NULL,
  "number" TEXT NOT NULL CHECK ("number" ~ '^[0-9a-f]+$'),
  "subject_number" TEXT NOT NULL,
  "common_name" TEXT NOT NULL,
  "not_before" TIMESTAMPTZ(6) NOT NULL,
  "not_after" TIMESTAMPTZ(6) NOT NULL,
  "der" BYTEA NOT NULL,
  "valid_from" TIMESTAMPTZ(6) NOT NULL,
  "registered_by" UUID,
  "registered_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "removed_by" UUID,
  "removed_at" TIMESTAMPTZ(6),
  "last_used_at" TIMESTAMPTZ(6),
  CONSTRAINT "certificate_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "certificate_fits" CHECK (sha256("der") = decode("fingerprint", 'hex'))
);
-- A certificate speaks for one employer at a time; a removed one may be registered again.
CREATE UNIQUE INDEX "certificate_one_holder" ON "certificate" ("fingerprint") WHERE "removed_at" IS NULL;
CREATE UNIQUE INDEX "certificate_one_number" ON "certificate" ("issuer", "number") WHERE "removed_at" IS NULL;
CREATE INDEX "certificate_employer_id_registered_at_idx" ON "certificate" ("employer_id", "registered_at");
CREATE INDEX "certificate_ends" ON "certificate" ("not_after") WHERE "removed_at" IS NULL;
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "mandate" (
  "id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "agent_orgnr" TEXT NOT NULL CHECK ("agent_orgnr" ~ '^16[0-9]{10}$'),
  "valid_from" DATE NOT NULL,
  "valid_until" DATE NOT NULL CHECK ("valid_until" >= "valid_from"),
  "given_by" UUID,
  "given_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ended_by" UUID,
  "ended_at" TIMESTAMPTZ(6),
  CONSTRAINT "mandate_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "mandate_employer_id_given_at_idx" ON "mandate" ("employer_id", "given_at");
CREATE INDEX "mandate_agent_orgnr_idx" ON "mandate" ("agent_orgnr");
ALTER TABLE "mandate" ADD CONSTRAINT "mandate_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The issuers' own words, public: belongs to no employer.
CREATE TABLE "revocation_answer" (
  "key" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('crl', 'ocsp')),
  "url" TEXT NOT NULL,
  "fingerprint" TEXT,
  "raw" BYTEA,
  "this_update" TIMESTAMPTZ(6),
  "next_update" TIMESTAMPTZ(6),
  "fetched_at" TIMESTAMPTZ(6),
  "wanted_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "next_try_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "failures" INTEGER NOT NULL DEFAULT 0,
  "last_error" TEXT,
  CONSTRAINT "revocation_answer_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "revocation_answer_next_try_at_idx" ON "revocation_answer" ("next_try_at");

DO $$
DECLARE t TEXT;
BEGIN
  FOREACH t IN ARRAY ARRAY['certificate', 'mandate'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY one_employer ON %I TO kvittens_web, kvittens_gateway USING (employer_id = current_employer()) WITH CHECK (employer_id = current_employer())', t);
  END LOOP;
  CREATE POLICY relay_reads ON certificate FOR SELECT TO kvittens_relay USING (true);
END $$;
GRANT SELECT, INSERT ON certificate, mandate TO kvittens_web;
GRANT UPDATE (valid_from, removed_by, removed_at) ON certificate TO kvittens_web;
GRANT UPDATE (ended_by, ended_at) ON mandate TO kvittens_web;
GRANT SELECT ON certificate TO kvittens_relay;
GRANT SELECT ON revocation_answer TO kvittens_web, kvittens_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON revocation_answer TO kvittens_relay;

-- What a certificate is stays; who let it in, too.
CREATE FUNCTION keep_certificate() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'DELETE' OR (NEW.employer_id, NEW.fingerprint, NEW.der, NEW.not_after) IS DISTINCT FROM (OLD.employer_id, OLD.fingerprint, OLD.der, OLD.not_after)
     OR (OLD.removed_at IS NOT NULL AND NEW.removed_at IS DISTINCT FROM OLD.removed_at) THEN
    RAISE EXCEPTION 'a certificate is registered and removed, never rewritten' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_keeps BEFORE UPDATE OR DELETE ON certificate FOR EACH ROW EXECUTE FUNCTION keep_certificate();

-- Gateway: whose certificate is this? Also one that was removed, so that its holder can be told.
CREATE FUNCTION certificate_holder(p_fingerprint TEXT, p_issuer TEXT, p_number TEXT)
RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], valid_from TIMESTAMPTZ, removed_at TIMESTAMPTZ)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.orgnr, e.name, e.services, c.valid_from, c.removed_at
  FROM certificate c JOIN employer e ON e.id = c.employer_id
  WHERE c.fingerprint = p_fingerprint AND c.issuer = p_issuer AND c.number = p_number
  ORDER BY c.removed_at DESC NULLS FIRST LIMIT 1
$$;

-- For the list's "last used", to the minute.
CREATE FUNCTION certificate_used(p_fingerprint TEXT) RETURNS VOID
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE certificate SET last_used_at = now()
  WHERE fingerprint = p_fingerprint AND removed_at IS NULL AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
$$;

-- For whom may this organisation's certificates act, today, by a mandate that the employer gave? Also ended ones.
CREATE FUNCTION mandates_held(p_agent_orgnr TEXT)
RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], valid_from DATE, valid_until DATE, holds BOOLEAN)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.orgnr, e.name, e.services, m.valid_from, m.valid_until,
    m.ended_at IS NULL AND (now() AT TIME ZONE 'Europe/Stockholm')::date BETWEEN m.valid_from AND m.valid_until
  FROM mandate m JOIN employer e ON e.id = m.employer_id
  WHERE m.agent_orgnr = p_agent_orgnr
    -- A person's page sees what its own company holds.
    AND (session_user <> 'kvittens_web' OR p_agent_orgnr = (SELECT me.orgnr FROM employer me WHERE me.id = current_employer()))
  ORDER BY e.name, m.given_at DESC
$$;

REVOKE EXECUTE ON FUNCTION keep_certificate(), certificate_holder(TEXT, TEXT, TEXT), certificate_used(TEXT), mandates_held(TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION certificate_holder(TEXT, TEXT, TEXT), certificate_used(TEXT) TO kvittens_gateway;
GRANT EXECUTE ON FUNCTION mandates_held(TEXT) TO kvittens_web, kvittens_gateway;
