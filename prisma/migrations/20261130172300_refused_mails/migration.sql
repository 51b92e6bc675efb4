-- A mail to a person whose address the mail server refuses: the person sees it, and who named the address in an application or an
-- invitation.
ALTER TABLE "notice" ADD COLUMN "address_refused" BOOLEAN NOT NULL DEFAULT false;
GRANT UPDATE (address_refused) ON notice TO kvittens_relay;
CREATE INDEX "notice_to_person" ON "notice" ("recipient") WHERE "employer_id" IS NULL;
CREATE INDEX "person_by_mail" ON "person" ("mail") WHERE "mail" IS NOT NULL;

CREATE FUNCTION note_person_mail() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE person SET mail_refused_at = CASE WHEN NEW.address_refused THEN clock_timestamp() END
  WHERE mail = NEW.recipient AND NEW.address_refused IS DISTINCT FROM (mail_refused_at IS NOT NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER notice_notes_person AFTER UPDATE OF sent_at, address_refused ON notice FOR EACH ROW
  WHEN (NEW.employer_id IS NULL AND NEW.kind LIKE 'person-%' AND (NEW.address_refused AND NOT OLD.address_refused OR NEW.sent_at IS NOT NULL AND OLD.sent_at IS NULL))
  EXECUTE FUNCTION note_person_mail();

-- Whether the last mail to a person at this address that has come to an end was refused for its address.
CREATE FUNCTION is_refused_address(p_address TEXT) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce((SELECT n.address_refused FROM notice n
    WHERE n.employer_id IS NULL AND n.kind LIKE 'person-%' AND n.recipient = p_address AND (n.sent_at IS NOT NULL OR n.address_refused)
    ORDER BY n.created_at DESC, n.id DESC LIMIT 1), false)
$$;

-- Of an application that this transaction's person may see: who is named in it at such an address.
CREATE FUNCTION refused_parties(p_application UUID) RETURNS TABLE (party_id UUID)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT y.id FROM application_party y WHERE y.application_id = p_application AND sees_application(p_application) AND is_refused_address(y.address)
$$;

-- Of the employer that this transaction speaks for: the open invitations to such addresses.
CREATE FUNCTION refused_invitations(p_employer UUID) RETURNS TABLE (invitation_id UUID)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id FROM invitation i WHERE i.employer_id = p_employer AND p_employer = current_employer()
    AND i.accepted_at IS NULL AND i.ended_at IS NULL AND is_refused_address(i.address)
$$;

-- As before, with whether the mail with the code was refused for its address.
DROP FUNCTION pending_mail_code(UUID, UUID, TIMESTAMPTZ);
CREATE FUNCTION pending_mail_code(p_session UUID, p_person UUID, p_now TIMESTAMPTZ) RETURNS TABLE (address TEXT, expires_at TIMESTAMPTZ, refused BOOLEAN)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.address, c.expires_at, is_refused_address(c.address) FROM mail_code c JOIN login_session s ON s.person_id = c.person_id
  WHERE s.id = p_session AND s.person_id = p_person AND s.expires_at > p_now
    AND c.used_at IS NULL AND c.ended_at IS NULL AND c.expires_at > p_now
  ORDER BY c.created_at DESC LIMIT 1
$$;

REVOKE EXECUTE ON FUNCTION note_person_mail(), is_refused_address(TEXT), refused_parties(UUID), refused_invitations(UUID),
  pending_mail_code(UUID, UUID, TIMESTAMPTZ) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refused_parties(UUID), refused_invitations(UUID), pending_mail_code(UUID, UUID, TIMESTAMPTZ) TO kvittens_web;
