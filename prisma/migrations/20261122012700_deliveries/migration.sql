-- What a receiver says it has for employers. The row is the job that relay takes: list, fetch, keep, confirm. It may be for
-- an organisation that we do not know, so it belongs to no employer and is relay's alone.
CREATE TABLE "arrival" (
  "channel" TEXT NOT NULL CHECK ("channel" IN ('https', 'shs', 'provider')),
  "receiver_id" TEXT NOT NULL CHECK (length("receiver_id") BETWEEN 1 AND 200),
  "orgnr" TEXT NOT NULL,
  "service" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "bytes" BIGINT,
  "sha256" TEXT NOT NULL CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
  "listed_at" TIMESTAMPTZ(6) NOT NULL,
  "seen_at" TIMESTAMPTZ(6) NOT NULL,
  "gone_at" TIMESTAMPTZ(6),
  "next_try_at" TIMESTAMPTZ(6),
  "lease_until" TIMESTAMPTZ(6),
  "fence" BIGINT NOT NULL DEFAULT 0,
  "tries" INTEGER NOT NULL DEFAULT 0,
  "fault" TEXT,
  "delivery_id" UUID,
  "confirmed_at" TIMESTAMPTZ(6),
  CONSTRAINT "arrival_pkey" PRIMARY KEY ("channel", "receiver_id"),
  CONSTRAINT "arrival_confirmed_when_kept" CHECK ("confirmed_at" IS NULL OR "delivery_id" IS NOT NULL)
);
CREATE INDEX "arrival_due" ON "arrival" ("next_try_at") WHERE "next_try_at" IS NOT NULL;

-- Relays take turns at asking a receiver what it has.
CREATE TABLE "delivery_turn" (
  "channel" TEXT NOT NULL,
  "next_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "delivery_turn_pkey" PRIMARY KEY ("channel")
);

CREATE TABLE "delivery" (
  "id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "service" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "given_name" TEXT NOT NULL,
  "channel" TEXT NOT NULL CHECK ("channel" IN ('https', 'shs', 'provider')),
  "receiver_id" TEXT NOT NULL,
  "bytes" BIGINT NOT NULL CHECK ("bytes" >= 0),
  "sha256" TEXT NOT NULL CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
  "received_at" TIMESTAMPTZ(6) NOT NULL,
  "fetched_at" TIMESTAMPTZ(6),
  "acknowledged_at" TIMESTAMPTZ(6),
  "purge_on" DATE NOT NULL,
  "purged_at" TIMESTAMPTZ(6),
  CONSTRAINT "delivery_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "delivery_acknowledged_when_fetched" CHECK ("acknowledged_at" IS NULL OR "fetched_at" IS NOT NULL)
);
CREATE UNIQUE INDEX "delivery_channel_receiver_id_key" ON "delivery" ("channel", "receiver_id");
CREATE UNIQUE INDEX "delivery_employer_id_service_name_key" ON "delivery" ("employer_id", "service", "name");
CREATE INDEX "delivery_employer_id_sha256_idx" ON "delivery" ("employer_id", "sha256");
-- The inbox: unread first, then newest.
CREATE INDEX "delivery_inbox" ON "delivery" ("employer_id", ("fetched_at" IS NULL AND "purged_at" IS NULL) DESC, "received_at" DESC, "id" DESC);
CREATE INDEX "delivery_purge" ON "delivery" ("purge_on") WHERE "purged_at" IS NULL;
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who opened or acknowledged a delivery, when and by which way.
CREATE TABLE "delivery_access" (
  "id" UUID NOT NULL,
  "delivery_id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('opened', 'acknowledged')),
  "way" TEXT NOT NULL CHECK ("way" IN ('browser', 'gateway', 'provider')),
  "person_id" UUID,
  "certificate" TEXT,
  "at" TIMESTAMPTZ(6) NOT NULL,
  "completed_at" TIMESTAMPTZ(6),
  CONSTRAINT "delivery_access_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "delivery_access_by" CHECK (num_nonnulls("person_id", "certificate") = 1)
);
CREATE INDEX "delivery_access_delivery_id_idx" ON "delivery_access" ("delivery_id");
ALTER TABLE "delivery_access" ADD CONSTRAINT "delivery_access_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

DO $$
DECLARE t TEXT;
BEGIN
  FOREACH t IN ARRAY ARRAY['delivery', 'delivery_access'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY one_employer ON %I TO kvittens_web, kvittens_gateway USING (employer_id = current_employer()) WITH CHECK (employer_id = current_employer())', t);
  END LOOP;
END $$;
CREATE POLICY relay_all ON delivery TO kvittens_relay USING (true) WITH CHECK (true);

GRANT SELECT ON delivery TO kvittens_web, kvittens_gateway;
GRANT UPDATE (fetched_at, acknowledged_at) ON delivery TO kvittens_web, kvittens_gateway;
GRANT SELECT, INSERT ON delivery_access TO kvittens_web, kvittens_gateway;
GRANT UPDATE (completed_at) ON delivery_access TO kvittens_web, kvittens_gateway;
GRANT SELECT, INSERT ON delivery TO kvittens_relay;
GRANT UPDATE (purged_at) ON delivery TO kvittens_relay;
GRANT SELECT, INSERT, UPDATE ON arrival, delivery_turn TO kvittens_relay;

-- What came stays as it came, and what has been done to it is not undone.
CREATE FUNCTION keep_delivery() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.id, NEW.employer_id, NEW.service, NEW.name, NEW.given_name, NEW.channel, NEW.receiver_id, NEW.bytes, NEW.sha256, NEW.received_at, NEW.purge_on)
     IS DISTINCT FROM (OLD.id, OLD.employer_id, OLD.service, OLD.name, OLD.given_name, OLD.channel, OLD.receiver_id, OLD.bytes, OLD.sha256, OLD.received_at, OLD.purge_on) THEN
    RAISE EXCEPTION 'a delivery is never rewritten' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (OLD.fetched_at IS NOT NULL AND NEW.fetched_at IS DISTINCT FROM OLD.fetched_at)
     OR (OLD.acknowledged_at IS NOT NULL AND NEW.acknowledged_at IS DISTINCT FROM OLD.acknowledged_at)
     OR (OLD.purged_at IS NOT NULL AND NEW.purged_at IS DISTINCT FROM OLD.purged_at) THEN
    RAISE EXCEPTION 'what was done to a delivery stays done' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_keeps BEFORE UPDATE ON delivery FOR EACH ROW EXECUTE FUNCTION keep_delivery();

CREATE FUNCTION complete_once() RETURNS TRIGGER LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'DELETE' OR OLD.completed_at IS NOT NULL THEN
    RAISE EXCEPTION 'an access is completed once and stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_access_completed_once BEFORE UPDATE OR DELETE ON delivery_access FOR EACH ROW EXECUTE FUNCTION complete_once();

-- Trigger functions run as whoever changes the row and need no grant of their own.
REVOKE EXECUTE ON FUNCTION keep_delivery(), complete_once() FROM PUBLIC;
