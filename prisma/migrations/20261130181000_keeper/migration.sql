-- The process that holds what would name people (lib/keeper): a role of its own.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kvittens_keeper') THEN
    CREATE ROLE kvittens_keeper LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO kvittens_keeper;
GRANT SELECT, INSERT, UPDATE, DELETE ON process_beat TO kvittens_keeper;

-- What it reads of a login to know who asks.
GRANT SELECT ON login_session TO kvittens_keeper;
GRANT UPDATE (seen_at) ON login_session TO kvittens_keeper;
GRANT SELECT ON person TO kvittens_keeper;
GRANT EXECUTE ON FUNCTION employers_of(UUID) TO kvittens_keeper;
GRANT EXECUTE ON FUNCTION append_audit(UUID, TEXT, TEXT, TEXT, JSONB) TO kvittens_keeper;

-- How often keeper has done what is limited: one row for each purpose and span of time, shared by all keepers.
CREATE TABLE "keeper_turn" (
  "purpose" TEXT NOT NULL CHECK ("purpose" ~ '^[a-z-]{1,40}$'),
  "span" TEXT NOT NULL CHECK ("span" IN ('second', 'hour')),
  "begun_at" TIMESTAMPTZ(6) NOT NULL,
  "count" INTEGER NOT NULL,
  "total" BIGINT NOT NULL,
  "refused" BIGINT NOT NULL,
  CONSTRAINT "keeper_turn_pkey" PRIMARY KEY ("purpose", "span")
);

-- Takes p_count turns, all or none, by the database's clock: `ok`, or the span whose limit is reached. `total` counts every turn
-- that was given since the beginning, `refused` every one that was not.
CREATE FUNCTION take_turns(p_purpose TEXT, p_count INTEGER, p_a_second INTEGER, p_an_hour INTEGER) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  at TIMESTAMPTZ;
  each RECORD;
BEGIN
  IF p_count < 1 THEN RETURN 'ok'; END IF;
  INSERT INTO keeper_turn (purpose, span, begun_at, count, total, refused)
    SELECT p_purpose, span, '-infinity', 0, 0, 0 FROM unnest(ARRAY['hour', 'second']) AS span ON CONFLICT DO NOTHING;
  PERFORM FROM keeper_turn WHERE purpose = p_purpose ORDER BY span FOR UPDATE;
  -- Read when it is this one's turn: who has waited must not put the time back.
  at := clock_timestamp();
  FOR each IN SELECT * FROM (VALUES ('second', p_a_second), ('hour', p_an_hour)) AS limits (span, most) LOOP
    UPDATE keeper_turn SET begun_at = date_trunc(each.span, at), count = 0
      WHERE purpose = p_purpose AND span = each.span AND begun_at <> date_trunc(each.span, at);
    IF (SELECT count + p_count > each.most FROM keeper_turn WHERE purpose = p_purpose AND span = each.span) THEN
      UPDATE keeper_turn SET refused = refused + p_count WHERE purpose = p_purpose AND span = each.span;
      RETURN each.span;
    END IF;
  END LOOP;
  UPDATE keeper_turn SET count = count + p_count, total = total + p_count WHERE purpose = p_purpose;
  RETURN 'ok';
END $$;
REVOKE EXECUTE ON FUNCTION take_turns(TEXT, INTEGER, INTEGER, INTEGER) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_turns(TEXT, INTEGER, INTEGER, INTEGER) TO kvittens_keeper;
