-- In what a person logged in, as two words (lib/access/device-label.ts): all that is kept of what the browser says of itself.
ALTER TABLE "login_session" ADD COLUMN "device" TEXT CHECK ("device" ~ '^[a-z]{1,20} [a-z]{1,20}$');

-- In which language a person's own mails are written. False: the login is not theirs, or has ended.
CREATE FUNCTION choose_mail_language(p_session UUID, p_person UUID, p_language TEXT, p_now TIMESTAMPTZ) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM lock_person_of(p_session, p_person, p_now);
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE person SET language = p_language WHERE id = p_person;
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION choose_mail_language(UUID, UUID, TEXT, TIMESTAMPTZ) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION choose_mail_language(UUID, UUID, TEXT, TIMESTAMPTZ) TO kvittens_web;
