-- Each process says for itself alone that it lives, and may do nothing that it does not do. What each role may: e2e/fixtures/role-rights.ts.

-- A role writes beats of its own process; relay, which keeps house, forgets those of any that died long ago (lib/beat.ts, FORGET).
ALTER TABLE process_beat ENABLE ROW LEVEL SECURITY;
ALTER TABLE process_beat FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON process_beat TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY all_read ON process_beat FOR SELECT TO PUBLIC USING (true);
CREATE POLICY own_inserts ON process_beat FOR INSERT TO PUBLIC WITH CHECK ('kvittens_' || process = current_user);
CREATE POLICY own_updates ON process_beat FOR UPDATE TO PUBLIC USING ('kvittens_' || process = current_user) WITH CHECK ('kvittens_' || process = current_user);
CREATE POLICY own_deletes ON process_beat FOR DELETE TO PUBLIC USING ('kvittens_' || process = current_user);
CREATE POLICY relay_forgets ON process_beat FOR DELETE TO kvittens_relay USING (at < clock_timestamp() - interval '15 minutes');

-- Trigger functions need no grant; those that tell of an end do so as the owner.
ALTER FUNCTION end_login() SECURITY DEFINER;
ALTER FUNCTION end_certificate() SECURITY DEFINER;
REVOKE EXECUTE ON FUNCTION has_ended(submission), note_delivery_event(), note_end(), note_submission_events(), take_mark_away(),
  tell_end(TEXT, TEXT) FROM PUBLIC;
-- note_end runs as who changes the submission, and asks it.
GRANT EXECUTE ON FUNCTION has_ended(submission) TO kvittens_web, kvittens_gateway, kvittens_relay;
REVOKE EXECUTE ON FUNCTION administrator_in(UUID, UUID), has_other_administrator(UUID, UUID) FROM kvittens_web;
REVOKE EXECUTE ON FUNCTION current_employer() FROM kvittens_relay;

-- Gateway hands in, mends and replaces; what a person decides about a submission is web's.
REVOKE UPDATE (dealt_with_at, dealt_with_by) ON submission FROM kvittens_gateway;
REVOKE SELECT ON audit, exchange, planned_stop, receiver_line FROM kvittens_gateway;
REVOKE UPDATE (refused_at, refused_code) ON notice_recipient FROM kvittens_web;
