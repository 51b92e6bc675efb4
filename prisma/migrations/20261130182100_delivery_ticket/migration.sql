-- Web has no key of files from FK. It writes a ticket in the transaction that notes who opens one, and keeper gives the bytes for it.
-- Beside the speakers: no process role may read or write one but through the functions below.
CREATE TABLE walls.delivery_ticket (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "access_id" UUID NOT NULL,
  "employer_id" UUID NOT NULL,
  "delivery_id" UUID NOT NULL,
  "session_id" UUID NOT NULL,
  "first_byte" BIGINT NOT NULL,
  "bytes" BIGINT NOT NULL,
  "expires_at" TIMESTAMPTZ(6) NOT NULL,
  "used_at" TIMESTAMPTZ(6),
  CONSTRAINT "delivery_ticket_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "delivery_ticket_part" CHECK ("first_byte" >= 0 AND "bytes" >= 0)
);
CREATE INDEX "delivery_ticket_expires_at_idx" ON walls.delivery_ticket ("expires_at");
-- A ticket for bytes of a delivery that the speaker has just been noted to open: by an access row and its link in the audit trail, both of
-- this transaction; or, for a fetch that goes on after its first byte, by an own access row of the last day that is not complete.
CREATE FUNCTION write_delivery_ticket(p_access UUID, p_first BIGINT, p_bytes BIGINT) RETURNS UUID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who UUID := current_person();
  login UUID := current_session();
  company UUID := current_employer();
  noted RECORD;
  ticket UUID;
BEGIN
  SELECT a.delivery_id, a.at, a.xmin = pg_current_xact_id()::xid AS is_new, d.bytes INTO noted
    FROM delivery_access a JOIN delivery d ON d.id = a.delivery_id AND d.employer_id = a.employer_id
    WHERE a.id = p_access AND a.employer_id = company AND a.person_id = who AND a.kind = 'opened' AND a.completed_at IS NULL
      AND d.purged_at IS NULL;
  IF NOT FOUND OR login IS NULL THEN
    RAISE EXCEPTION 'no such opening' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF p_first < 0 OR p_bytes < 0 OR p_first + p_bytes > noted.bytes THEN
    RAISE EXCEPTION 'no such bytes' USING ERRCODE = 'check_violation';
  END IF;
  IF noted.is_new THEN
    -- Its chain is locked since, so that its link is the last one.
    PERFORM FROM (SELECT l.*, l.xmin = pg_current_xact_id()::xid AS is_new FROM audit l WHERE l.chain = company ORDER BY l.seq DESC LIMIT 1) link
      WHERE link.is_new AND link.action = 'delivery.opened' AND link.object = noted.delivery_id::text AND link.actor = current_actor();
    IF NOT FOUND THEN
      RAISE EXCEPTION 'an opening that is not in the audit trail' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF p_first = 0 OR noted.at <= clock_timestamp() - interval '1 day' THEN
    RAISE EXCEPTION 'not the same opening' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM walls.delivery_ticket WHERE id IN (
    SELECT id FROM walls.delivery_ticket WHERE expires_at < clock_timestamp() - interval '1 hour' ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED);
  INSERT INTO walls.delivery_ticket (access_id, employer_id, delivery_id, session_id, first_byte, bytes, expires_at)
    VALUES (p_access, company, noted.delivery_id, login, p_first, p_bytes, clock_timestamp() + interval '1 minute')
    RETURNING id INTO ticket;
  RETURN ticket;
END $$;

-- Uses up a ticket, for the login that it was written in ("name=token", as the browser sent it), and gives what is to be opened; no row
-- for one that is used, too old, of another login, or of nobody, and for content that is purged. Twenty at once use it once.
CREATE FUNCTION use_delivery_ticket(p_ticket UUID, p_credential TEXT)
RETURNS TABLE (employer_id UUID, delivery_id UUID, sha256 TEXT, first_byte BIGINT, bytes BIGINT)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE walls.delivery_ticket t SET used_at = clock_timestamp()
  FROM delivery d, login_session s
  WHERE t.id = p_ticket AND t.used_at IS NULL AND t.expires_at > clock_timestamp()
    AND d.id = t.delivery_id AND d.employer_id = t.employer_id AND d.purged_at IS NULL
    AND s.id = t.session_id AND s.token_hash = hash_credential(p_credential)
  RETURNING t.employer_id, t.delivery_id, d.sha256, t.first_byte, t.bytes
$$;

REVOKE EXECUTE ON FUNCTION write_delivery_ticket(UUID, BIGINT, BIGINT), use_delivery_ticket(UUID, TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION write_delivery_ticket(UUID, BIGINT, BIGINT) TO kvittens_web;
GRANT EXECUTE ON FUNCTION use_delivery_ticket(UUID, TEXT) TO kvittens_keeper;
