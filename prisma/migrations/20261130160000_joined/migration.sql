-- The way in: applications to join (blankett 5063), invitations, the roles of members, a bureau's people, a company's ways to FK.

-- Who this transaction is made by, for tables that belong to persons and not to an employer; none means no row.
CREATE FUNCTION current_person() RETURNS UUID LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('kvittens.person', true), '')::uuid $$;

ALTER TABLE "person" ADD COLUMN "mail" TEXT,
  ADD COLUMN "mail_verified_at" TIMESTAMPTZ(6),
  ADD COLUMN "language" TEXT NOT NULL DEFAULT 'sv' CHECK ("language" IN ('sv', 'en')),
  ADD COLUMN "last_login_at" TIMESTAMPTZ(6),
  ADD CONSTRAINT "person_mail_verified" CHECK ("mail_verified_at" IS NULL OR "mail" IS NOT NULL);

ALTER TABLE "member" DROP CONSTRAINT "member_role_check",
  ADD CONSTRAINT "member_role_check" CHECK ("role" IN ('administrator', 'handler', 'ombud', 'reader')),
  ADD COLUMN "confirmed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "removed_by" TEXT,
  ADD COLUMN "removed_why" TEXT CHECK ("removed_why" IN ('removed', 'left', 'unconfirmed', 'idle', 'replaced', 'ended'));

-- By which way an employer's files of an e-service go to FK. `test`: they are checked, and nothing is passed on.
CREATE TABLE "exchange" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "employer_id" UUID NOT NULL,
  "service" TEXT NOT NULL,
  "channel" TEXT NOT NULL DEFAULT 'https' CHECK ("channel" IN ('https', 'shs', 'provider')),
  "state" TEXT NOT NULL DEFAULT 'production' CHECK ("state" IN ('test', 'production')),
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ended_at" TIMESTAMPTZ(6),
  CONSTRAINT "exchange_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "exchange_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "exchange_employer_id_service_channel_key" ON "exchange" ("employer_id", "service", "channel");
INSERT INTO exchange (employer_id, service) SELECT id, unnest(services) FROM employer;

-- A place for somebody at an employer, until it is accepted. The link's token is held as its SHA-256 alone.
CREATE TABLE "invitation" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "employer_id" UUID NOT NULL,
  "token_hash" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "role" TEXT NOT NULL CHECK ("role" IN ('administrator', 'handler', 'ombud', 'reader')),
  "valid_until" DATE,
  "person_key" TEXT,
  "person_masked" TEXT,
  "invited_by" UUID,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(6) NOT NULL,
  "accepted_at" TIMESTAMPTZ(6),
  "accepted_by" UUID,
  "ended_at" TIMESTAMPTZ(6),
  CONSTRAINT "invitation_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "invitation_accepted_by_somebody" CHECK (("accepted_at" IS NULL) = ("accepted_by" IS NULL)),
  CONSTRAINT "invitation_one_end" CHECK (num_nonnulls("accepted_at", "ended_at") <= 1),
  CONSTRAINT "invitation_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation" ("token_hash");
CREATE INDEX "invitation_employer_id_idx" ON "invitation" ("employer_id");

-- A payroll bureau lets one of its people act for a client that has given the bureau a mandate.
CREATE TABLE "assignment" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "employer_id" UUID NOT NULL, -- the bureau
  "client_id" UUID NOT NULL,
  "person_id" UUID NOT NULL,
  "created_by" UUID,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "used_at" TIMESTAMPTZ(6),
  "ended_at" TIMESTAMPTZ(6),
  "ended_by" TEXT,
  CONSTRAINT "assignment_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "assignment_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "assignment_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "assignment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "assignment_once" ON "assignment" ("employer_id", "client_id", "person_id") WHERE "ended_at" IS NULL;
CREATE INDEX "assignment_person_id_idx" ON "assignment" ("person_id");
CREATE INDEX "assignment_client_id_idx" ON "assignment" ("client_id");

-- An application to join, or to get administrators anew. `fields` holds every personnummer sealed.
CREATE TABLE "application" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "reference" TEXT NOT NULL,
  "kind" TEXT NOT NULL DEFAULT 'join' CHECK ("kind" IN ('join', 'administrators')),
  "applicant_id" UUID NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'draft'
    CHECK ("state" IN ('draft', 'signing', 'submitted', 'reviewing', 'returned', 'approved', 'declined', 'withdrawn', 'lapsed')),
  "orgnr" TEXT CHECK ("orgnr" ~ '^[0-9]{12}$'),
  "fields" JSONB NOT NULL DEFAULT '{}',
  "version" INTEGER NOT NULL DEFAULT 0,
  "digest" TEXT CHECK ("digest" ~ '^[0-9a-f]{64}$'),
  "holds_number_at" TIMESTAMPTZ(6),
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "asked_at" TIMESTAMPTZ(6),
  "submitted_at" TIMESTAMPTZ(6),
  "reviewed_by" UUID,
  "decided_at" TIMESTAMPTZ(6),
  "decided_by" UUID,
  "reason" TEXT,
  "takes_effect_at" TIMESTAMPTZ(6),
  "employer_id" UUID,
  CONSTRAINT "application_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "application_applicant_id_fkey" FOREIGN KEY ("applicant_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "application_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "application_reference_key" ON "application" ("reference");
CREATE INDEX "application_applicant_id_idx" ON "application" ("applicant_id");
-- One open application for a number, counted from the first signature by a named signatory: a draft blocks nobody.
CREATE UNIQUE INDEX "application_one_open" ON "application" ("orgnr")
  WHERE "holds_number_at" IS NOT NULL AND "state" IN ('draft', 'signing', 'submitted', 'reviewing', 'returned');

-- Somebody named in an application, who must sign or accept. The link's token is held as its SHA-256 alone.
CREATE TABLE "application_party" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "application_id" UUID NOT NULL,
  "part" TEXT NOT NULL CHECK ("part" IN ('signatory', 'administrator')),
  "name" TEXT NOT NULL,
  "person_key" TEXT CHECK ("person_key" ~ '^[0-9a-f]{64}$'),
  "person_masked" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "token_hash" TEXT,
  "person_id" UUID,
  "seen_at" TIMESTAMPTZ(6),
  "answered_at" TIMESTAMPTZ(6),
  "answer" TEXT CHECK ("answer" IN ('signed', 'declined')),
  CONSTRAINT "application_party_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "application_party_answered" CHECK (("answered_at" IS NULL) = ("answer" IS NULL)),
  CONSTRAINT "application_party_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "application_party_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "application_party_once" ON "application_party" ("application_id", "part", "person_key");
CREATE UNIQUE INDEX "application_party_token_hash_key" ON "application_party" ("token_hash");
CREATE INDEX "application_party_person_id_idx" ON "application_party" ("person_id");

-- A signature over the digest of what was shown. A change of the application voids it; none is ever removed.
CREATE TABLE "application_signature" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "application_id" UUID NOT NULL,
  "party_id" UUID,
  "person_id" UUID,
  "as_what" TEXT NOT NULL CHECK ("as_what" IN ('applicant', 'signatory', 'administrator')),
  "way" TEXT NOT NULL CHECK ("way" IN ('signature', 'approval', 'login', 'paper')),
  "digest" TEXT NOT NULL CHECK ("digest" ~ '^[0-9a-f]{64}$'),
  "shown" TEXT NOT NULL,
  "id_token" TEXT,
  "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "voided_at" TIMESTAMPTZ(6),
  CONSTRAINT "application_signature_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "application_signature_token" CHECK (("way" = 'paper') = ("id_token" IS NULL)),
  CONSTRAINT "application_signature_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "application_signature_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "application_party" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "application_signature_application_id_idx" ON "application_signature" ("application_id");
CREATE UNIQUE INDEX "application_signature_once" ON "application_signature" ("party_id", "as_what") WHERE "voided_at" IS NULL;

-- What shows who may sign for the employer: bolagsordning, protocol, a paper form that was signed.
CREATE TABLE "application_file" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "application_id" UUID NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('basis', 'paper')),
  "name" TEXT NOT NULL,
  "bytes" BYTEA NOT NULL CHECK (length("bytes") BETWEEN 1 AND 10485760),
  "sha256" TEXT NOT NULL CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
  "added_by" UUID,
  "added_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "application_file_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "application_file_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "application_file_application_id_idx" ON "application_file" ("application_id");

-- Row security of what belongs to an employer.
DO $$
DECLARE t TEXT;
BEGIN
  FOREACH t IN ARRAY ARRAY['exchange', 'invitation', 'assignment', 'application', 'application_party', 'application_signature', 'application_file'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
CREATE POLICY one_employer ON exchange TO kvittens_web, kvittens_gateway USING (employer_id = current_employer()) WITH CHECK (employer_id = current_employer());
CREATE POLICY relay_reads ON exchange FOR SELECT TO kvittens_relay USING (true);
CREATE POLICY one_employer ON invitation TO kvittens_web USING (employer_id = current_employer()) WITH CHECK (employer_id = current_employer());
-- The bureau gives and ends; the client sees, and ends.
CREATE POLICY one_employer ON assignment TO kvittens_web USING (current_employer() IN (employer_id, client_id)) WITH CHECK (current_employer() IN (employer_id, client_id));

-- An application is its applicant's, and is seen by who is named in it; an operator sees it once it has been handed in.
CREATE FUNCTION is_applicant(p_application UUID) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM application WHERE id = p_application AND applicant_id = current_person())
$$;
CREATE FUNCTION sees_application(p_application UUID) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT is_applicant(p_application)
    OR EXISTS (SELECT FROM application_party WHERE application_id = p_application AND person_id = current_person())
    OR EXISTS (SELECT FROM application a, person p WHERE a.id = p_application AND a.submitted_at IS NOT NULL
                 AND p.id = current_person() AND p.operator AND p.removed_at IS NULL)
$$;
CREATE POLICY seen ON application FOR SELECT TO kvittens_web USING (applicant_id = current_person() OR sees_application(id));
CREATE POLICY own ON application FOR INSERT TO kvittens_web WITH CHECK (applicant_id = current_person());
CREATE POLICY written ON application FOR UPDATE TO kvittens_web USING (sees_application(id)) WITH CHECK (true);
DO $$
DECLARE t TEXT;
BEGIN
  FOREACH t IN ARRAY ARRAY['application_party', 'application_signature', 'application_file'] LOOP
    EXECUTE format('CREATE POLICY seen ON %I TO kvittens_web USING (sees_application(application_id)) WITH CHECK (sees_application(application_id))', t);
  END LOOP;
END $$;

GRANT SELECT ON exchange TO kvittens_web, kvittens_gateway, kvittens_relay;
GRANT SELECT, INSERT ON invitation, assignment TO kvittens_web;
GRANT UPDATE (ended_at) ON invitation TO kvittens_web;
GRANT UPDATE (used_at, ended_at, ended_by) ON assignment TO kvittens_web;
GRANT SELECT, INSERT ON application, application_party, application_signature, application_file TO kvittens_web;

-- A mail to a person, an applicant or an invited one, belongs to no employer: web queues it, and never reads one. Once for each
-- kind, thing and address.
CREATE FUNCTION tell_person(p_kind TEXT, p_about TEXT, p_recipient TEXT, p_params JSONB, p_due TIMESTAMPTZ, p_void TIMESTAMPTZ) RETURNS VOID
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO notice (id, employer_id, kind, about, recipient, params, due_at, void_at, next_attempt_at)
  VALUES (gen_random_uuid(), NULL, 'person-' || p_kind, p_about, p_recipient, p_params, p_due, p_void, p_due)
  ON CONFLICT (employer_id, kind, about, recipient) DO NOTHING
$$;

-- Which e-services an employer may hand in files for.
CREATE FUNCTION services_of(p_employer UUID) RETURNS TEXT[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT service ORDER BY service), '{}') FROM exchange
  WHERE employer_id = p_employer AND state = 'production' AND ended_at IS NULL
$$;

-- For whom may this person act today? As a member, or as one of a bureau's people (`via`: the bureau) while its mandate holds.
DROP FUNCTION employers_of(UUID);
CREATE FUNCTION employers_of(p_person UUID) RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], role TEXT, valid_until DATE, used_at TIMESTAMPTZ, via TEXT)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH today AS (SELECT (now() AT TIME ZONE 'Europe/Stockholm')::date AS day), own AS (
    SELECT m.employer_id, m.role, m.valid_until, m.used_at
    FROM member m JOIN person p ON p.id = m.person_id, today
    WHERE m.person_id = p_person AND m.removed_at IS NULL AND p.removed_at IS NULL AND (m.valid_until IS NULL OR m.valid_until >= today.day)
  ), assigned AS (
    SELECT DISTINCT ON (a.client_id) a.client_id, m.valid_until, a.used_at, bureau.name AS via
    FROM assignment a JOIN own ON own.employer_id = a.employer_id AND own.role <> 'reader'
      JOIN employer bureau ON bureau.id = a.employer_id
      JOIN mandate m ON m.employer_id = a.client_id AND m.agent_orgnr = bureau.orgnr, today
    WHERE a.person_id = p_person AND a.ended_at IS NULL AND m.ended_at IS NULL AND today.day BETWEEN m.valid_from AND m.valid_until
      AND a.client_id NOT IN (SELECT employer_id FROM own)
    ORDER BY a.client_id, m.valid_until DESC
  )
  SELECT e.id, e.orgnr, e.name, services_of(e.id), one.role, one.valid_until, one.used_at, one.via
  FROM (SELECT employer_id, role, valid_until, used_at, NULL AS via FROM own
        UNION ALL SELECT client_id, 'ombud', valid_until, used_at, via FROM assigned) AS one
    JOIN employer e ON e.id = one.employer_id
  ORDER BY one.used_at DESC NULLS LAST, e.name
$$;

CREATE OR REPLACE FUNCTION employer_by_orgnr(p_orgnr TEXT) RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, orgnr, name, services_of(id) FROM employer WHERE orgnr = p_orgnr
$$;

CREATE OR REPLACE FUNCTION certificate_holder(p_fingerprint TEXT, p_issuer TEXT, p_number TEXT)
RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], valid_from TIMESTAMPTZ, removed_at TIMESTAMPTZ)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.orgnr, e.name, services_of(e.id), c.valid_from, c.removed_at
  FROM certificate c JOIN employer e ON e.id = c.employer_id
  WHERE c.fingerprint = p_fingerprint AND c.issuer = p_issuer AND c.number = p_number
  ORDER BY c.removed_at DESC NULLS FIRST LIMIT 1
$$;

CREATE OR REPLACE FUNCTION mandates_held(p_agent_orgnr TEXT)
RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], valid_from DATE, valid_until DATE, holds BOOLEAN)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.orgnr, e.name, services_of(e.id), m.valid_from, m.valid_until,
    m.ended_at IS NULL AND (now() AT TIME ZONE 'Europe/Stockholm')::date BETWEEN m.valid_from AND m.valid_until
  FROM mandate m JOIN employer e ON e.id = m.employer_id
  WHERE m.agent_orgnr = p_agent_orgnr
    -- A person's page sees what its own company holds.
    AND (session_user <> 'kvittens_web' OR p_agent_orgnr = (SELECT me.orgnr FROM employer me WHERE me.id = current_employer()))
  ORDER BY e.name, m.given_at DESC
$$;

ALTER TABLE "employer" DROP COLUMN "services";

REVOKE EXECUTE ON FUNCTION current_person(), is_applicant(UUID), sees_application(UUID), services_of(UUID), employers_of(UUID),
  tell_person(TEXT, TEXT, TEXT, JSONB, TIMESTAMPTZ, TIMESTAMPTZ) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION current_person(), is_applicant(UUID), sees_application(UUID), employers_of(UUID) TO kvittens_web;
GRANT EXECUTE ON FUNCTION tell_person(TEXT, TEXT, TEXT, JSONB, TIMESTAMPTZ, TIMESTAMPTZ) TO kvittens_web, kvittens_relay;

-- No page or route writes who may log in, or how: what must, does so through functions that ask the session.
REVOKE UPDATE (username, password_hash, totp_secret) ON person FROM kvittens_web;
