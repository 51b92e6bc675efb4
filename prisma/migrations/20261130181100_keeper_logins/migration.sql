-- Keeper logs people in and changes how they log in, by the functions that web had for it.
GRANT SELECT, INSERT, UPDATE, DELETE ON login_delay TO kvittens_keeper;
GRANT INSERT, UPDATE, DELETE ON login_session TO kvittens_keeper;
GRANT UPDATE (totp_last_step) ON person TO kvittens_keeper;
GRANT SELECT ON passkey TO kvittens_keeper;
GRANT SELECT, INSERT, DELETE ON used_challenge TO kvittens_keeper;
GRANT SELECT (id, person_id, created_at, expires_at, used_at, ended_at) ON login_link TO kvittens_keeper;
GRANT EXECUTE ON FUNCTION read_login_link(TEXT), count_link_try(TEXT), use_login_link(TEXT, TEXT, TEXT, INTEGER),
  give_login_link(UUID, UUID, UUID, TEXT, TEXT, TIMESTAMPTZ), change_password(UUID, TEXT), change_code_app(UUID, TEXT, INTEGER),
  add_passkey(UUID, TEXT, BYTEA, BIGINT, TEXT[], TEXT), remove_passkey(UUID, UUID), drop_own_login(UUID),
  note_passkey_use(TEXT, BIGINT), may_use_password(UUID), note_login(UUID), make_person(TEXT, TEXT, TEXT),
  ask_mail_code(UUID, UUID, TEXT, TEXT, TIMESTAMPTZ, INTEGER, INTEGER, TIMESTAMPTZ),
  confirm_mail_code(UUID, UUID, TEXT, TIMESTAMPTZ, INTEGER, TIMESTAMPTZ),
  tell_person(TEXT, TEXT, TEXT, JSONB, TIMESTAMPTZ, TIMESTAMPTZ), tried_by(UUID), current_employer() TO kvittens_keeper;

-- A person with one company acts for it from their login on; an administrator asks about a colleague.
GRANT SELECT ON employer, member, assignment TO kvittens_keeper;
GRANT UPDATE (used_at) ON member, assignment TO kvittens_keeper;
CREATE POLICY keeper_reads ON employer FOR SELECT TO kvittens_keeper USING (id = (SELECT current_employer()));
CREATE POLICY keeper_notes ON member TO kvittens_keeper
  USING (employer_id = (SELECT current_employer())) WITH CHECK (employer_id = (SELECT current_employer()));
CREATE POLICY keeper_notes ON assignment TO kvittens_keeper
  USING (employer_id = (SELECT current_employer()) OR client_id = (SELECT current_employer()))
  WITH CHECK (employer_id = (SELECT current_employer()) OR client_id = (SELECT current_employer()));
