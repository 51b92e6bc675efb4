-- What people and their systems are told: what happened (event), who is mailed (notice_recipient, notice_event), whose system is
-- called (webhook, webhook_call). And what everybody may see of the receiver: its line, and stops that are planned.

ALTER TABLE "employer" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'sv' CHECK ("language" IN ('sv', 'en'));
GRANT UPDATE (language) ON employer TO kvittens_web;

CREATE TABLE "event" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "employer_id" UUID NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('delivered', 'approved', 'refused', 'disapproved', 'held', 'unknown', 'disputed', 'contradicted', 'settled', 'withdrawn', 'late', 'deadline', 'inbox')),
  -- Of held: why; of settled: has or has-not.
  "reason" TEXT,
  "submission_id" UUID,
  "delivery_id" UUID,
  "at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  -- When relay has put it into mails and into calls, for all who wish it.
  "mailed_at" TIMESTAMPTZ(6),
  "called_at" TIMESTAMPTZ(6),
  CONSTRAINT "event_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "event_about_one" CHECK (num_nonnulls("submission_id", "delivery_id") = 1),
  CONSTRAINT "event_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "event_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "event_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "event_to_mail" ON "event" ("employer_id", "at") WHERE "mailed_at" IS NULL;
CREATE INDEX "event_to_call" ON "event" ("employer_id", "at") WHERE "called_at" IS NULL;
CREATE INDEX "event_submission_id_idx" ON "event" ("submission_id");
-- What time alone brings about is told once.
CREATE UNIQUE INDEX "event_once" ON "event" ("submission_id", "kind") WHERE "kind" IN ('late', 'deadline');

CREATE TABLE "notice_recipient" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "employer_id" UUID NOT NULL,
  -- `person`: an address of somebody's own. Nothing makes one yet.
  "kind" TEXT NOT NULL DEFAULT 'company' CHECK ("kind" IN ('company', 'person')),
  "address" TEXT NOT NULL CHECK (length("address") BETWEEN 3 AND 254),
  "topics" TEXT[] NOT NULL CHECK ("topics" <@ ARRAY['refused', 'waiting', 'late', 'settled', 'inbox', 'certificates', 'receipt']),
  -- The mail server refused the address for good, with this word; null since a mail went.
  "refused_at" TIMESTAMPTZ(6),
  "refused_code" TEXT,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "notice_recipient_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "notice_recipient_refused_why" CHECK (("refused_at" IS NULL) = ("refused_code" IS NULL)),
  CONSTRAINT "notice_recipient_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "notice_recipient_employer_id_address_key" ON "notice_recipient" ("employer_id", "address");
INSERT INTO notice_recipient (employer_id, address, topics)
  SELECT DISTINCT e.id, address, ARRAY['refused', 'waiting', 'late', 'settled', 'inbox', 'certificates'] FROM employer e, unnest(e.notice_addresses) AS address;

-- A notice to the operator, or to an applicant, belongs to no employer.
ALTER TABLE "notice" ALTER COLUMN "employer_id" DROP NOT NULL;
DROP INDEX "notice_once";
CREATE UNIQUE INDEX "notice_once" ON "notice" ("employer_id", "kind", "about", "recipient") NULLS NOT DISTINCT;

-- In which mail an address is told of an event.
CREATE TABLE "notice_event" (
  "event_id" UUID NOT NULL,
  "recipient" TEXT NOT NULL,
  "notice_id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  CONSTRAINT "notice_event_pkey" PRIMARY KEY ("event_id", "recipient"),
  CONSTRAINT "notice_event_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "notice_event_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "notice_event_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "notice_event_notice_id_idx" ON "notice_event" ("notice_id");

CREATE TABLE "webhook" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "employer_id" UUID NOT NULL,
  "url" TEXT NOT NULL CHECK (length("url") BETWEEN 9 AND 2000),
  "events" TEXT[] NOT NULL CHECK ("events" <@ ARRAY['inlamning.levererad', 'inlamning.godkand', 'inlamning.underkand', 'inlamning.vantar', 'inlamning.avgjord', 'inlamning.aterkallad', 'inkorg.ny']),
  -- Sealed for relay's age key: web, which writes them, cannot read them back.
  "secret" TEXT NOT NULL,
  "previous_secret" TEXT,
  "previous_until" TIMESTAMPTZ(6),
  "created_by" UUID,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "removed_at" TIMESTAMPTZ(6),
  CONSTRAINT "webhook_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "webhook_previous_until" CHECK (("previous_secret" IS NULL) = ("previous_until" IS NULL)),
  CONSTRAINT "webhook_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "webhook_employer_id_idx" ON "webhook" ("employer_id");

-- One event for one webhook. The id is the message's `webhook-id`, at every try and when it is sent once more from the log.
CREATE TABLE "webhook_call" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "webhook_id" UUID NOT NULL,
  "event_id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "type" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  "due_since" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_attempt_at" TIMESTAMPTZ(6),
  "lease_until" TIMESTAMPTZ(6),
  "tried_at" TIMESTAMPTZ(6),
  "taken_at" TIMESTAMPTZ(6),
  "given_up_at" TIMESTAMPTZ(6),
  "last_status" INTEGER,
  "last_code" TEXT,
  CONSTRAINT "webhook_call_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "webhook_call_end_rests" CHECK (num_nonnulls("taken_at", "given_up_at") = 0 OR "next_attempt_at" IS NULL),
  CONSTRAINT "webhook_call_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "webhook_call_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "webhook_call_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "employer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "webhook_call_webhook_id_event_id_key" ON "webhook_call" ("webhook_id", "event_id");
CREATE INDEX "webhook_call_due" ON "webhook_call" ("employer_id", "next_attempt_at") WHERE "next_attempt_at" IS NOT NULL;
CREATE INDEX "webhook_call_log" ON "webhook_call" ("employer_id", "created_at" DESC, "id" DESC);
CREATE INDEX "webhook_call_event_id_idx" ON "webhook_call" ("event_id");

-- What real sends have shown of the way to a receiver. One row for each channel, for all relays and all companies.
CREATE TABLE "receiver_line" (
  "channel" TEXT NOT NULL,
  "last_accepted_at" TIMESTAMPTZ(6),
  -- The receiver last answered a try: with a receipt, a refusal, or a list.
  "last_answered_at" TIMESTAMPTZ(6),
  "failing_since" TIMESTAMPTZ(6),
  "failing_code" TEXT,
  "tried_at" TIMESTAMPTZ(6),
  -- The receiver's opening hours, as its file has them.
  "hours" JSONB NOT NULL DEFAULT '[]',
  CONSTRAINT "receiver_line_pkey" PRIMARY KEY ("channel"),
  CONSTRAINT "receiver_line_failing_why" CHECK (("failing_since" IS NULL) = ("failing_code" IS NULL))
);
GRANT SELECT ON receiver_line TO kvittens_web, kvittens_gateway, kvittens_relay;
GRANT INSERT, UPDATE ON receiver_line TO kvittens_relay;

CREATE TABLE "planned_stop" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "from_at" TIMESTAMPTZ(6) NOT NULL,
  "until_at" TIMESTAMPTZ(6),
  "text_sv" TEXT NOT NULL CHECK (length("text_sv") BETWEEN 1 AND 500),
  "text_en" TEXT NOT NULL CHECK (length("text_en") BETWEEN 1 AND 500),
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  "removed_at" TIMESTAMPTZ(6),
  CONSTRAINT "planned_stop_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "planned_stop_in_order" CHECK ("until_at" > "from_at")
);
GRANT SELECT ON planned_stop TO kvittens_web, kvittens_gateway, kvittens_relay;
GRANT INSERT ON planned_stop TO kvittens_relay;
GRANT UPDATE (until_at, removed_at) ON planned_stop TO kvittens_relay;

-- A process that stops takes its beat with it; those of dead ones are removed by relay.
GRANT DELETE ON process_beat TO kvittens_web, kvittens_gateway, kvittens_relay;

DO $$
DECLARE t TEXT;
BEGIN
  FOREACH t IN ARRAY ARRAY['event', 'notice_recipient', 'notice_event', 'webhook', 'webhook_call'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY one_employer ON %I TO kvittens_web, kvittens_gateway USING (employer_id = current_employer()) WITH CHECK (employer_id = current_employer())', t);
    EXECUTE format('CREATE POLICY relay_all ON %I TO kvittens_relay USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO kvittens_web, kvittens_relay', t);
  END LOOP;
END $$;
GRANT INSERT, DELETE ON event TO kvittens_relay;
GRANT UPDATE (mailed_at, called_at) ON event TO kvittens_relay;
GRANT INSERT, DELETE ON notice_recipient TO kvittens_web;
GRANT UPDATE (topics, refused_at, refused_code) ON notice_recipient TO kvittens_web;
GRANT UPDATE (refused_at, refused_code) ON notice_recipient TO kvittens_relay;
GRANT INSERT, DELETE ON notice_event TO kvittens_relay;
GRANT INSERT ON webhook TO kvittens_web;
GRANT UPDATE (events, secret, previous_secret, previous_until, removed_at) ON webhook TO kvittens_web;
GRANT UPDATE (previous_secret, previous_until) ON webhook TO kvittens_relay;
GRANT INSERT, DELETE ON webhook_call TO kvittens_relay;
GRANT UPDATE (attempts, next_attempt_at, lease_until, tried_at, taken_at, given_up_at, last_status, last_code) ON webhook_call TO kvittens_relay;
GRANT UPDATE (due_since, next_attempt_at, taken_at, given_up_at) ON webhook_call TO kvittens_web;

-- Whoever changes a submission, and by whichever verb: what happened to it is written down in the same transaction.
CREATE FUNCTION note_submission_events() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.disputed_at IS NOT NULL AND OLD.disputed_at IS NULL THEN
    INSERT INTO event (employer_id, kind, submission_id) VALUES (NEW.employer_id, 'disputed', NEW.id);
  END IF;
  IF NEW.delivered_at IS NOT NULL AND OLD.delivered_at IS NULL AND NEW.disputed_at IS NULL THEN
    INSERT INTO event (employer_id, kind, submission_id) VALUES (NEW.employer_id, 'delivered', NEW.id);
  END IF;
  IF NEW.approved_at IS NOT NULL AND OLD.approved_at IS NULL THEN
    INSERT INTO event (employer_id, kind, submission_id) VALUES (NEW.employer_id, 'approved', NEW.id);
  END IF;
  IF NEW.disapproved_at IS NOT NULL AND OLD.disapproved_at IS NULL THEN
    INSERT INTO event (employer_id, kind, submission_id) VALUES (NEW.employer_id, 'disapproved', NEW.id);
  END IF;
  IF NEW.refused_at IS NOT NULL AND OLD.refused_at IS NULL THEN
    INSERT INTO event (employer_id, kind, submission_id) VALUES (NEW.employer_id, 'refused', NEW.id);
  END IF;
  IF NEW.withdrawn_at IS NOT NULL AND OLD.withdrawn_at IS NULL THEN
    INSERT INTO event (employer_id, kind, submission_id) VALUES (NEW.employer_id, 'withdrawn', NEW.id);
  END IF;
  IF NEW.contradicted_at IS NOT NULL AND OLD.contradicted_at IS NULL THEN
    INSERT INTO event (employer_id, kind, submission_id) VALUES (NEW.employer_id, 'contradicted', NEW.id);
  END IF;
  IF NEW.settled_at IS NOT NULL AND NEW.settled_at IS DISTINCT FROM OLD.settled_at THEN
    INSERT INTO event (employer_id, kind, reason, submission_id) VALUES (NEW.employer_id, 'settled', NEW.settled_as, NEW.id);
  ELSIF NEW.held_at IS NOT NULL AND NEW.held_at IS DISTINCT FROM OLD.held_at THEN
    INSERT INTO event (employer_id, kind, reason, submission_id) VALUES (NEW.employer_id, 'held', NEW.held_reason, NEW.id);
  ELSIF NEW.unknown_at IS NOT NULL AND OLD.unknown_at IS NULL AND NEW.disputed_at IS NULL THEN
    INSERT INTO event (employer_id, kind, submission_id) VALUES (NEW.employer_id, 'unknown', NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_submission_events AFTER UPDATE OF disputed_at, delivered_at, approved_at, disapproved_at, refused_at, withdrawn_at,
  contradicted_at, settled_at, held_at, unknown_at ON submission FOR EACH ROW EXECUTE FUNCTION note_submission_events();

CREATE FUNCTION note_delivery_event() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO event (employer_id, kind, delivery_id) VALUES (NEW.employer_id, 'inbox', NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER note_delivery_event AFTER INSERT ON delivery FOR EACH ROW EXECUTE FUNCTION note_delivery_event();
