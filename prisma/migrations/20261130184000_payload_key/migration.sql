-- A payload is sealed for the recipient of a month (Swedish calendar). Relay makes the key, keeps its private half in a folder of its
-- own, and publishes the recipient here; it destroys the key with the last payload of the month. No other role writes: a recipient
-- that web could plant would open what the other processes seal.
CREATE TABLE "payload_key" (
  "month" TEXT NOT NULL CHECK ("month" ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  "recipient" TEXT NOT NULL CHECK ("recipient" ~ '^age1[0-9a-z]{58}$'),
  "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  "destroyed_at" TIMESTAMPTZ(6),
  CONSTRAINT "payload_key_pkey" PRIMARY KEY ("month"),
  CONSTRAINT "payload_key_recipient_key" UNIQUE ("recipient")
);
GRANT SELECT ON payload_key TO kvittens_web, kvittens_gateway, kvittens_relay;
GRANT INSERT (month, recipient), UPDATE (destroyed_at) ON payload_key TO kvittens_relay;

-- A destroyed key stays destroyed.
CREATE FUNCTION payload_key_destroyed_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.destroyed_at IS NOT NULL THEN
    RAISE EXCEPTION 'the key of % is destroyed', OLD.month USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payload_key_destroyed_once BEFORE UPDATE ON payload_key FOR EACH ROW EXECUTE FUNCTION payload_key_destroyed_once();

-- The month of an instant, and the instant at which the month after `p_month` begins, in Sweden.
CREATE FUNCTION swedish_month(p_at TIMESTAMPTZ) RETURNS TEXT LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT to_char(p_at AT TIME ZONE 'Europe/Stockholm', 'YYYY-MM')
$$;
CREATE FUNCTION swedish_month_ends(p_month TEXT) RETURNS TIMESTAMPTZ LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT ((p_month || '-01')::date + interval '1 month')::timestamp AT TIME ZONE 'Europe/Stockholm'
$$;

-- What a new payload is sealed for: the newest month that has begun. Three days of the next month may pass before its key is here
-- (relay makes it a week ahead, so it was away for ten days); after that there is none, and nothing is taken.
CREATE FUNCTION payload_key_at(p_at TIMESTAMPTZ) RETURNS TABLE (month TEXT, recipient TEXT)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT k.month, k.recipient FROM payload_key k
  WHERE k.destroyed_at IS NULL AND k.month BETWEEN swedish_month(p_at - interval '3 days') AND swedish_month(p_at)
  ORDER BY k.month DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION payload_key_at(TIMESTAMPTZ) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payload_key_at(TIMESTAMPTZ) TO kvittens_web, kvittens_gateway;

-- NULL: sealed for the one key of before.
ALTER TABLE submission ADD COLUMN "payload_month" TEXT REFERENCES payload_key (month);
CREATE INDEX "submission_payload_month" ON submission (payload_month) WHERE purged_at IS NULL;
-- Mending replaces the file.
GRANT UPDATE (payload_month) ON submission TO kvittens_web, kvittens_gateway;

-- An upload may end a day after it began: until the fifth day after a month's end its payloads may get a row, and from the seventh on its
-- key may be destroyed.
CREATE FUNCTION payload_month_is_open() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.payload_month IS NOT NULL AND now() >= swedish_month_ends(NEW.payload_month) + interval '5 days' THEN
    RAISE EXCEPTION 'nothing new may be sealed for %', NEW.payload_month USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER submission_payload_month_is_open BEFORE INSERT OR UPDATE OF payload_month ON submission
  FOR EACH ROW EXECUTE FUNCTION payload_month_is_open();

-- Relay asks whether an upload is still unfinished before it destroys a month's key.
GRANT SELECT (created_at, ended_at) ON upload TO kvittens_relay;
CREATE POLICY relay_looks ON upload FOR SELECT TO kvittens_relay USING (true);
