-- Hand-ins under way by tus: what is needed to go on with one for a day, from any process. The bytes lie in the payload
-- folder, sealed as for relay; only while an upload is unfinished is their key also here, sealed under UPLOAD_KEY.
CREATE TABLE "upload" (
  "id" TEXT NOT NULL CHECK ("id" ~ '^[0-9a-f]{32}$'),
  "employer_id" UUID NOT NULL,
  "way" TEXT NOT NULL CHECK ("way" IN ('browser', 'gateway')),
  "person_id" UUID,
  "service" TEXT NOT NULL,
  "file_name" TEXT NOT NULL,
  "bytes" BIGINT NOT NULL CHECK ("bytes" > 0),
  "sha256" TEXT CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
  "idempotency_key" TEXT,
  "sealed_key" BYTEA,
  "created_at" TIMESTAMPTZ(6) NOT NULL,
  "expires_at" TIMESTAMPTZ(6) NOT NULL,
  "holder" TEXT,
  "held_until" TIMESTAMPTZ(6),
  "wanted" BOOLEAN NOT NULL DEFAULT false,
  "writer" TEXT,
  "ended_at" TIMESTAMPTZ(6),
  "submission_id" UUID,
  "duplicate" BOOLEAN,
  "refusal" JSONB,
  CONSTRAINT "upload_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "upload_of_a_person" CHECK (("way" = 'browser') = ("person_id" IS NOT NULL)),
  CONSTRAINT "upload_ends_once" CHECK (("ended_at" IS NULL) = (num_nonnulls("submission_id", "refusal") = 0)),
  CONSTRAINT "upload_end_forgets_key" CHECK (("ended_at" IS NULL) = ("sealed_key" IS NOT NULL))
);
CREATE INDEX "upload_employer_id_idx" ON "upload" ("employer_id");
CREATE INDEX "upload_expires_at_idx" ON "upload" ("expires_at");
ALTER TABLE "upload" ADD CONSTRAINT "upload_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "upload" ADD CONSTRAINT "upload_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "upload" ADD CONSTRAINT "upload_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE upload ENABLE ROW LEVEL SECURITY;
ALTER TABLE upload FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON upload TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY one_employer ON upload TO kvittens_web, kvittens_gateway
  USING (employer_id = current_employer()) WITH CHECK (employer_id = current_employer());
GRANT SELECT, INSERT, DELETE ON upload TO kvittens_web, kvittens_gateway;
GRANT UPDATE (sealed_key, expires_at, holder, held_until, wanted, writer, ended_at, submission_id, duplicate, refusal)
  ON upload TO kvittens_web, kvittens_gateway;

-- Web and gateway see one employer at a time; this lets them end every upload's day and names the files that go with it.
CREATE FUNCTION purge_uploads(p_now TIMESTAMPTZ) RETURNS SETOF TEXT
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM upload WHERE expires_at <= p_now AND (held_until IS NULL OR held_until <= p_now) RETURNING id
$$;
REVOKE EXECUTE ON FUNCTION purge_uploads(TIMESTAMPTZ) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_uploads(TIMESTAMPTZ) TO kvittens_web, kvittens_gateway;
