-- What knows people, lets them in or says how they get in is keeper's alone: web cannot begin a login, make a person, read or write what a
-- person logs in with, count or forget failures, or say with which key the login broker signs.
REVOKE ALL ON login_delay, used_challenge, passkey FROM kvittens_web;
REVOKE SELECT (id, person_id, created_at, expires_at, used_at, ended_at) ON login_link FROM kvittens_web;
REVOKE UPDATE (totp_last_step) ON person FROM kvittens_web;
REVOKE INSERT ON broker_key FROM kvittens_web;
GRANT SELECT, INSERT ON broker_key TO kvittens_keeper;
REVOKE EXECUTE ON FUNCTION start_session(UUID, TEXT, TEXT, TEXT[], TIMESTAMPTZ, TEXT), make_person(TEXT, TEXT, TEXT), read_login_link(TEXT),
  count_link_try(TEXT), use_login_link(TEXT, TEXT, TEXT, INTEGER), give_login_link(UUID, UUID, UUID, TEXT, TEXT, TIMESTAMPTZ),
  change_password(UUID, TEXT), change_code_app(UUID, TEXT, INTEGER), add_passkey(UUID, TEXT, BYTEA, BIGINT, TEXT[], TEXT),
  remove_passkey(UUID, UUID), drop_own_login(UUID), note_passkey_use(TEXT, BIGINT), may_use_password(UUID),
  ask_mail_code(UUID, UUID, TEXT, TEXT, TIMESTAMPTZ, INTEGER, INTEGER, TIMESTAMPTZ),
  confirm_mail_code(UUID, UUID, TEXT, TIMESTAMPTZ, INTEGER, TIMESTAMPTZ) FROM kvittens_web;

-- Of a person web reads all but that.
DO $$
DECLARE columns TEXT;
BEGIN
  SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
  WHERE attrelid = 'person'::regclass AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('password_hash', 'totp_secret', 'totp_last_step');
  REVOKE SELECT ON person FROM kvittens_web;
  EXECUTE format('GRANT SELECT (%s) ON person TO kvittens_web', columns);
END $$;
