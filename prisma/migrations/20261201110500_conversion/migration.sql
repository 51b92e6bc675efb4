-- How a company's tables are to be read (lib/tables/layout.ts): a row for each version, written once. At most one for each e-service is
-- switched on for machines; which it was when, the audit trail says.
CREATE TABLE "conversion" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "employer_id" UUID NOT NULL,
  "service" TEXT NOT NULL CHECK ("service" ~ '^[a-z]{1,40}$'),
  "version" INTEGER NOT NULL CHECK ("version" BETWEEN 1 AND 100000),
  "layout" JSONB NOT NULL CHECK (jsonb_typeof("layout") = 'object' AND octet_length("layout"::text) <= 100000),
  "made_by" UUID,
  "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "on_since" TIMESTAMPTZ(6),
  "on_by" UUID,
  CONSTRAINT "conversion_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "conversion_on_by" CHECK ("on_by" IS NULL OR "on_since" IS NOT NULL),
  CONSTRAINT "conversion_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "conversion_employer_id_service_version_key" ON "conversion" ("employer_id", "service", "version");
CREATE UNIQUE INDEX "conversion_on" ON "conversion" ("employer_id", "service") WHERE "on_since" IS NOT NULL;

ALTER TABLE "conversion" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "conversion" FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON "conversion" TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY one_employer ON "conversion" TO kvittens_web, kvittens_gateway USING (employer_id = current_employer()) WITH CHECK (employer_id = current_employer());
CREATE POLICY handler_inserts ON "conversion" AS RESTRICTIVE FOR INSERT TO kvittens_web WITH CHECK ((SELECT speaking_role()) IN ('administrator', 'handler', 'ombud'));
CREATE POLICY handler_updates ON "conversion" AS RESTRICTIVE FOR UPDATE TO kvittens_web USING (true) WITH CHECK ((SELECT speaking_role()) IN ('administrator', 'handler', 'ombud'));
CREATE POLICY handler_deletes ON "conversion" AS RESTRICTIVE FOR DELETE TO kvittens_web USING ((SELECT speaking_role()) IN ('administrator', 'handler', 'ombud'));
GRANT SELECT ON "conversion" TO kvittens_web, kvittens_gateway;
GRANT INSERT ON "conversion" TO kvittens_web;
GRANT UPDATE ("on_since", "on_by") ON "conversion" TO kvittens_web;

CREATE TRIGGER a_hold_to_speaker BEFORE INSERT OR UPDATE ON "conversion" FOR EACH ROW
  WHEN (CURRENT_USER IN ('kvittens_web', 'kvittens_gateway')) EXECUTE FUNCTION hold_to_speaker('person made_by', 'person on_by');
CREATE CONSTRAINT TRIGGER proof_of_insert AFTER INSERT ON "conversion" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true)
  EXECUTE FUNCTION require_proof('employer_id', 'conversion.remembered id');
CREATE CONSTRAINT TRIGGER proof_of_update AFTER UPDATE ON "conversion" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (to_jsonb(OLD) - '{}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{}'::text[] AND (false) IS NOT TRUE)
  EXECUTE FUNCTION require_proof('employer_id', 'conversion.switched-on service', 'conversion.switched-off service', 'employer.ended *');
CREATE CONSTRAINT TRIGGER proof_of_delete AFTER DELETE ON "conversion" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((false) IS NOT TRUE)
  EXECUTE FUNCTION require_proof('employer_id');

INSERT INTO walls.action_right (role, place, action, demand) VALUES
  ('web', 'employer', 'conversion.remembered', 'acts'),
  ('web', 'employer', 'conversion.switched-on', 'acts'),
  ('web', 'employer', 'conversion.switched-off', 'acts');
