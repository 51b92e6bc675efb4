-- A signature under way at the login broker: what was shown, to whom, in which login. Gone when the answer comes, or after ten minutes.
CREATE TABLE "signing" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "state_hash" TEXT NOT NULL CHECK ("state_hash" ~ '^[0-9a-f]{64}$'),
  "session_id" UUID NOT NULL,
  "person_id" UUID NOT NULL,
  "application_id" UUID NOT NULL,
  "way" TEXT NOT NULL CHECK ("way" IN ('signature', 'approval', 'login')),
  "digest" TEXT NOT NULL CHECK ("digest" ~ '^[0-9a-f]{64}$'),
  "shown" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL,
  "expires_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "signing_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "signing_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "login_session" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "signing_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "signing_state_hash_key" ON "signing" ("state_hash");
CREATE INDEX "signing_person_id_idx" ON "signing" ("person_id");
ALTER TABLE signing ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON signing TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY own ON signing TO kvittens_web USING (person_id = current_person()) WITH CHECK (person_id = current_person());
GRANT SELECT, INSERT, DELETE ON signing TO kvittens_web;

-- Public keys with which the broker has signed what is kept, so that it can be verified when the broker has changed them.
CREATE TABLE "broker_key" (
  "thumbprint" TEXT NOT NULL,
  "issuer" TEXT NOT NULL,
  "jwk" JSONB NOT NULL,
  "first_used_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "broker_key_pkey" PRIMARY KEY ("thumbprint")
);
GRANT SELECT, INSERT ON broker_key TO kvittens_web;
