-- Tables (as in schema.prisma), then what Prisma cannot say: roles, row security, functions, triggers.

CREATE TABLE "employer" (
  "id" UUID NOT NULL,
  "orgnr" TEXT NOT NULL CHECK ("orgnr" ~ '^[0-9]{12}$'),
  "name" TEXT NOT NULL,
  "services" TEXT[] DEFAULT ARRAY['sjukanmalan']::TEXT[],
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "employer_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "employer_orgnr_key" ON "employer" ("orgnr");

CREATE TABLE "person" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "person_key" TEXT NOT NULL CHECK ("person_key" ~ '^[0-9a-f]{64}$'),
  "person_masked" TEXT NOT NULL,
  "username" TEXT,
  "password_hash" TEXT,
  "totp_secret" TEXT,
  "totp_last_step" INTEGER,
  "support" BOOLEAN NOT NULL DEFAULT false,
  "operator" BOOLEAN NOT NULL DEFAULT false,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "removed_at" TIMESTAMPTZ(6),
  CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "person_person_key_key" ON "person" ("person_key");
CREATE UNIQUE INDEX "person_username_key" ON "person" ("username");

CREATE TABLE "login_session" (
  "id" UUID NOT NULL,
  "token_hash" TEXT NOT NULL,
  "person_id" UUID NOT NULL,
  "way" TEXT NOT NULL CHECK ("way" IN ('eleg', 'password')),
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(6) NOT NULL,
  "employer_id" UUID,
  CONSTRAINT "login_session_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "login_session_token_hash_key" ON "login_session" ("token_hash");
CREATE INDEX "login_session_person_id_idx" ON "login_session" ("person_id");

CREATE TABLE "login_delay" (
  "key" TEXT NOT NULL,
  "failures" INTEGER NOT NULL DEFAULT 0,
  "last_at" TIMESTAMPTZ(6) NOT NULL,
  "locked_until" TIMESTAMPTZ(6),
  CONSTRAINT "login_delay_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "member" (
  "id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "person_id" UUID NOT NULL,
  "role" TEXT NOT NULL CHECK ("role" IN ('administrator', 'handler', 'ombud')),
  "valid_until" DATE,
  "used_at" TIMESTAMPTZ(6),
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "removed_at" TIMESTAMPTZ(6),
  CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "member_employer_id_person_id_key" ON "member" ("employer_id", "person_id");
CREATE INDEX "member_person_id_idx" ON "member" ("person_id");

CREATE TABLE "submission" (
  "id" UUID NOT NULL,
  "reference" TEXT NOT NULL,
  "employer_id" UUID NOT NULL,
  "service" TEXT NOT NULL,
  "channel" TEXT NOT NULL DEFAULT 'https' CHECK ("channel" IN ('https', 'shs', 'provider')),
  "way" TEXT NOT NULL CHECK ("way" IN ('browser', 'gateway', 'provider')),
  "person_id" UUID,
  "certificate" TEXT,
  "file_name" TEXT NOT NULL,
  "format" TEXT NOT NULL,
  "bytes" BIGINT NOT NULL CHECK ("bytes" > 0),
  "sha256" TEXT NOT NULL CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
  "records" INTEGER NOT NULL,
  "warnings" INTEGER NOT NULL,
  "report" JSONB NOT NULL,
  "idempotency_key" TEXT,
  "message_id" UUID NOT NULL,
  "submitted_at" TIMESTAMPTZ(6) NOT NULL,
  "withdrawn_at" TIMESTAMPTZ(6),
  "next_attempt_at" TIMESTAMPTZ(6),
  "lease_until" TIMESTAMPTZ(6),
  "fence" BIGINT NOT NULL DEFAULT 0,
  "attempt_count" INTEGER NOT NULL DEFAULT 0,
  "sending_at" TIMESTAMPTZ(6),
  "unknown_at" TIMESTAMPTZ(6),
  "held_at" TIMESTAMPTZ(6),
  "held_reason" TEXT CHECK ("held_reason" IN ('unknown', 'gave-up', 'payload', 'set-aside')),
  "delivered_at" TIMESTAMPTZ(6),
  "refused_at" TIMESTAMPTZ(6),
  "kvittens_id" TEXT CHECK (length("kvittens_id") BETWEEN 1 AND 100),
  "approved_at" TIMESTAMPTZ(6),
  "disapproved_at" TIMESTAMPTZ(6),
  "next_poll_at" TIMESTAMPTZ(6),
  "poll_count" INTEGER NOT NULL DEFAULT 0,
  "purged_at" TIMESTAMPTZ(6),
  CONSTRAINT "submission_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "submission_sent_by" CHECK ("person_id" IS NOT NULL OR "certificate" IS NOT NULL),
  CONSTRAINT "submission_one_end" CHECK (num_nonnulls("withdrawn_at", "delivered_at", "refused_at") <= 1),
  CONSTRAINT "submission_end_rests" CHECK (num_nonnulls("withdrawn_at", "delivered_at", "refused_at", "held_at") = 0 OR "next_attempt_at" IS NULL),
  CONSTRAINT "submission_held_says_why" CHECK (("held_at" IS NULL) = ("held_reason" IS NULL)),
  CONSTRAINT "submission_delivered_has_id" CHECK ("delivered_at" IS NULL OR "kvittens_id" IS NOT NULL),
  CONSTRAINT "submission_verdict_after_delivery" CHECK (num_nonnulls("approved_at", "disapproved_at") = 0 OR "delivered_at" IS NOT NULL)
);
CREATE UNIQUE INDEX "submission_reference_key" ON "submission" ("reference");
CREATE UNIQUE INDEX "submission_message_id_key" ON "submission" ("message_id");
CREATE UNIQUE INDEX "submission_channel_kvittens_id_key" ON "submission" ("channel", "kvittens_id");
CREATE UNIQUE INDEX "submission_employer_id_idempotency_key_key" ON "submission" ("employer_id", "idempotency_key");
CREATE INDEX "submission_employer_id_submitted_at_id_idx" ON "submission" ("employer_id", "submitted_at" DESC, "id" DESC);
CREATE INDEX "submission_employer_id_sha256_idx" ON "submission" ("employer_id", "sha256");
CREATE INDEX "submission_due" ON "submission" ("next_attempt_at") WHERE "next_attempt_at" IS NOT NULL;
CREATE INDEX "submission_poll" ON "submission" ("next_poll_at") WHERE "next_poll_at" IS NOT NULL;
CREATE INDEX "submission_kvittens_id" ON "submission" ("kvittens_id");

CREATE TABLE "attempt" (
  "id" UUID NOT NULL,
  "submission_id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "fence" BIGINT NOT NULL,
  "relay" TEXT NOT NULL,
  "opened_at" TIMESTAMPTZ(6) NOT NULL,
  "closed_at" TIMESTAMPTZ(6),
  "outcome" TEXT CHECK ("outcome" IN ('accepted', 'rejected', 'unsent', 'unknown')),
  "http_status" INTEGER,
  "code" TEXT,
  "duration_ms" INTEGER,
  CONSTRAINT "attempt_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "attempt_closed_says_how" CHECK (("closed_at" IS NULL) = ("outcome" IS NULL))
);
CREATE UNIQUE INDEX "attempt_submission_id_number_key" ON "attempt" ("submission_id", "number");
CREATE UNIQUE INDEX "attempt_one_open" ON "attempt" ("submission_id") WHERE "closed_at" IS NULL;

CREATE TABLE "receipt" (
  "id" UUID NOT NULL,
  "submission_id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "attempt_id" UUID,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('receipt', 'refusal', 'verdict', 'unreadable')),
  "kvittens_id" TEXT,
  "verdict" TEXT CHECK ("verdict" IN ('mottagen', 'godkand', 'underkand')),
  "reason" TEXT,
  "stated_at" TIMESTAMPTZ(6),
  "recorded_at" TIMESTAMPTZ(6) NOT NULL,
  "http_status" INTEGER NOT NULL,
  "content_type" TEXT,
  "raw" BYTEA NOT NULL CHECK (length("raw") <= 1048576),
  "peer" TEXT,
  CONSTRAINT "receipt_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "receipt_submission_id_idx" ON "receipt" ("submission_id");

CREATE TABLE "kept_report" (
  "id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "session_id" UUID NOT NULL,
  "service" TEXT NOT NULL,
  "file_name" TEXT NOT NULL,
  "report" JSONB NOT NULL,
  "expires_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "kept_report_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "kept_report_expires_at_idx" ON "kept_report" ("expires_at");

CREATE TABLE "audit" (
  "chain" UUID NOT NULL,
  "seq" BIGINT NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL,
  "actor" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "object" TEXT NOT NULL,
  "detail" JSONB NOT NULL,
  "prev" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  CONSTRAINT "audit_pkey" PRIMARY KEY ("chain", "seq")
);
CREATE TABLE "audit_head" (
  "chain" UUID NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  CONSTRAINT "audit_head_pkey" PRIMARY KEY ("chain")
);

CREATE TABLE "process_beat" (
  "process" TEXT NOT NULL,
  "instance" TEXT NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL,
  "detail" JSONB NOT NULL DEFAULT '{}',
  CONSTRAINT "process_beat_pkey" PRIMARY KEY ("process", "instance")
);

ALTER TABLE "login_session" ADD CONSTRAINT "login_session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "member" ADD CONSTRAINT "member_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "member" ADD CONSTRAINT "member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "submission" ADD CONSTRAINT "submission_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "submission" ADD CONSTRAINT "submission_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "kept_report" ADD CONSTRAINT "kept_report_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "kept_report" ADD CONSTRAINT "kept_report_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "login_session" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Roles: each process connects as one that owns nothing. Passwords are set by whoever runs the cluster.
DO $$
DECLARE wanted TEXT;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['kvittens_web', 'kvittens_gateway', 'kvittens_relay'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', wanted);
    END IF;
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO kvittens_web, kvittens_gateway, kvittens_relay;

-- Which employer this transaction speaks for; none means no row.
CREATE FUNCTION current_employer() RETURNS UUID LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('kvittens.employer', true), '')::uuid $$;

-- Row security. The owner (migrations, SECURITY DEFINER functions) and relay see all; web and gateway one employer.
DO $$
DECLARE t TEXT; col TEXT;
BEGIN
  FOREACH t IN ARRAY ARRAY['employer', 'member', 'submission', 'attempt', 'receipt', 'kept_report', 'audit', 'audit_head'] LOOP
    col := CASE t WHEN 'employer' THEN 'id' WHEN 'audit' THEN 'chain' WHEN 'audit_head' THEN 'chain' ELSE 'employer_id' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    IF t <> 'audit_head' THEN
      EXECUTE format('CREATE POLICY one_employer ON %I TO kvittens_web, kvittens_gateway USING (%I = current_employer()) WITH CHECK (%I = current_employer())', t, col, col);
    END IF;
  END LOOP;
  FOREACH t IN ARRAY ARRAY['submission', 'attempt', 'receipt'] LOOP
    EXECUTE format('CREATE POLICY relay_all ON %I TO kvittens_relay USING (true) WITH CHECK (true)', t);
  END LOOP;
  CREATE POLICY relay_reads ON employer FOR SELECT TO kvittens_relay USING (true);
END $$;

GRANT SELECT ON employer TO kvittens_web, kvittens_gateway, kvittens_relay;
GRANT SELECT, INSERT, UPDATE ON person TO kvittens_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON login_session, login_delay TO kvittens_web;
GRANT SELECT, INSERT, UPDATE ON member TO kvittens_web;
GRANT SELECT, INSERT ON submission TO kvittens_web, kvittens_gateway;
-- withdraw and resend, nothing else
GRANT UPDATE (withdrawn_at, next_attempt_at, held_at, held_reason) ON submission TO kvittens_web, kvittens_gateway;
GRANT SELECT ON attempt, receipt TO kvittens_web, kvittens_gateway;
GRANT SELECT, INSERT, DELETE ON kept_report TO kvittens_web;
GRANT SELECT ON audit TO kvittens_web, kvittens_gateway;
GRANT SELECT, UPDATE ON submission TO kvittens_relay;
GRANT SELECT, INSERT, UPDATE ON attempt TO kvittens_relay;
GRANT SELECT, INSERT ON receipt TO kvittens_relay;
GRANT SELECT, INSERT, UPDATE ON process_beat TO kvittens_web, kvittens_gateway, kvittens_relay;

-- History stays.
CREATE FUNCTION refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER receipt_never_changes BEFORE UPDATE OR DELETE ON receipt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_never_changes BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION close_once() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'an attempt is closed once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attempt_closed_once BEFORE UPDATE OR DELETE ON attempt FOR EACH ROW EXECUTE FUNCTION close_once();

-- What was handed in stays as it was handed in; a delivered one is never undelivered (R3, R5, R6).
CREATE FUNCTION keep_submission() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.id, NEW.reference, NEW.employer_id, NEW.service, NEW.sha256, NEW.bytes, NEW.message_id, NEW.submitted_at)
     IS DISTINCT FROM (OLD.id, OLD.reference, OLD.employer_id, OLD.service, OLD.sha256, OLD.bytes, OLD.message_id, OLD.submitted_at) THEN
    RAISE EXCEPTION 'a submission is never rewritten' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (OLD.delivered_at IS NOT NULL AND (NEW.delivered_at, NEW.kvittens_id) IS DISTINCT FROM (OLD.delivered_at, OLD.kvittens_id))
     OR (OLD.refused_at IS NOT NULL AND NEW.refused_at IS DISTINCT FROM OLD.refused_at)
     OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at) THEN
    RAISE EXCEPTION 'an end state stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER submission_keeps BEFORE UPDATE ON submission FOR EACH ROW EXECUTE FUNCTION keep_submission();

-- Wakes relay: a hint only, polling stays the truth.
CREATE FUNCTION wake_relay() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('kvittens_due', ''); RETURN NULL; END $$;
CREATE TRIGGER submission_wakes_relay AFTER INSERT ON submission FOR EACH STATEMENT EXECUTE FUNCTION wake_relay();

-- One link of an employer's chain: hash = SHA-256(prev || seq, time, actor, action, object, detail).
CREATE FUNCTION append_audit(p_chain UUID, p_actor TEXT, p_action TEXT, p_object TEXT, p_detail JSONB) RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE head audit_head; link BIGINT; stamp TIMESTAMPTZ := clock_timestamp(); digest BYTEA;
BEGIN
  -- A tenant's connection writes to its own chain or to the portal's.
  IF session_user IN ('kvittens_web', 'kvittens_gateway') AND p_chain <> '00000000-0000-0000-0000-000000000000'
     AND p_chain IS DISTINCT FROM current_employer() THEN
    RAISE EXCEPTION 'another employer''s chain' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO audit_head (chain, seq, hash) VALUES (p_chain, 0, '\x') ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM audit_head WHERE chain = p_chain FOR UPDATE;
  link := head.seq + 1;
  digest := sha256(head.hash || convert_to(jsonb_build_array(link, to_char(stamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), p_actor, p_action, p_object, p_detail)::text, 'UTF8'));
  INSERT INTO audit (chain, seq, at, actor, action, object, detail, prev, hash)
    VALUES (p_chain, link, stamp, p_actor, p_action, p_object, p_detail, head.hash, digest);
  UPDATE audit_head SET seq = link, hash = digest WHERE chain = p_chain;
  RETURN link;
END $$;

-- Login: for whom may this person act today? (before any employer is chosen)
CREATE FUNCTION employers_of(p_person UUID) RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[], role TEXT, valid_until DATE, used_at TIMESTAMPTZ)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.orgnr, e.name, e.services, m.role, m.valid_until, m.used_at
  FROM member m JOIN employer e ON e.id = m.employer_id JOIN person p ON p.id = m.person_id
  WHERE m.person_id = p_person AND m.removed_at IS NULL AND p.removed_at IS NULL
    AND (m.valid_until IS NULL OR m.valid_until >= (now() AT TIME ZONE 'Europe/Stockholm')::date)
  ORDER BY m.used_at DESC NULLS LAST, e.name
$$;

-- Gateway: certificate -> employer.
CREATE FUNCTION employer_by_orgnr(p_orgnr TEXT) RETURNS TABLE (employer_id UUID, orgnr TEXT, name TEXT, services TEXT[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, orgnr, name, services FROM employer WHERE orgnr = p_orgnr
$$;

-- Support: what happened to this kvittensID or reference? Every look-up stands in the audit trail, found or not.
CREATE FUNCTION support_find(p_person UUID, p_query TEXT) RETURNS TABLE (employer_id UUID, submission_id UUID)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE hits INTEGER := 0; hit RECORD;
BEGIN
  IF NOT EXISTS (SELECT FROM person WHERE id = p_person AND support AND removed_at IS NULL) THEN
    RAISE EXCEPTION 'not support' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR hit IN SELECT s.employer_id AS e, s.id AS s FROM submission s
    WHERE s.kvittens_id = p_query OR s.reference = p_query ORDER BY s.submitted_at DESC LIMIT 20 LOOP
    hits := hits + 1;
    PERFORM set_config('kvittens.employer', hit.e::text, true);
    PERFORM append_audit(hit.e, 'person:' || p_person, 'support.looked-up', hit.s::text, '{}');
    employer_id := hit.e; submission_id := hit.s;
    RETURN NEXT;
  END LOOP;
  PERFORM set_config('kvittens.employer', '', true);
  PERFORM append_audit('00000000-0000-0000-0000-000000000000', 'person:' || p_person, 'support.searched', 'submission', jsonb_build_object('hits', hits));
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION current_employer() TO kvittens_web, kvittens_gateway, kvittens_relay;
GRANT EXECUTE ON FUNCTION append_audit(UUID, TEXT, TEXT, TEXT, JSONB) TO kvittens_web, kvittens_gateway, kvittens_relay;
GRANT EXECUTE ON FUNCTION employers_of(UUID) TO kvittens_web;
GRANT EXECUTE ON FUNCTION support_find(UUID, TEXT) TO kvittens_web;
GRANT EXECUTE ON FUNCTION employer_by_orgnr(TEXT) TO kvittens_gateway;
