-- Who may no longer do what they are doing is told to every web and gateway at once, in the transaction that takes it from them:
-- ids alone, which each process asks about again. `person`, `session` and `certificate` are those who act, `employer` is for whom.
CREATE FUNCTION tell_end(p_kind TEXT, p_id TEXT) RETURNS VOID LANGUAGE sql SET search_path = public, pg_temp AS
$$ SELECT pg_notify('kvittens_ends', p_kind || ' ' || p_id) $$;

-- What a person was handing in, in pieces, for a company that they may not hand in for any more: it goes with the next sweep.
CREATE FUNCTION end_uploads(p_person UUID) RETURNS VOID LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE upload SET expires_at = now() WHERE person_id = p_person AND ended_at IS NULL AND expires_at > now()
    AND employer_id NOT IN (SELECT e.employer_id FROM employers_of(p_person) e WHERE e.role <> 'reader')
$$;

-- A member who is removed, or may do less, or for a shorter time. A login that acts for a company which its person may not act
-- for any more is ended, also one of a payroll bureau's people for a client.
CREATE FUNCTION end_member() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_end('person', OLD.person_id::text);
  DELETE FROM login_session s WHERE s.person_id = OLD.person_id AND s.employer_id IS NOT NULL
    AND s.employer_id NOT IN (SELECT e.employer_id FROM employers_of(OLD.person_id) e);
  PERFORM end_uploads(OLD.person_id);
  RETURN NULL;
END $$;
CREATE TRIGGER member_ends AFTER UPDATE OF removed_at, role, valid_until ON member
  FOR EACH ROW WHEN (OLD.removed_at IS DISTINCT FROM NEW.removed_at OR OLD.role <> NEW.role OR OLD.valid_until IS DISTINCT FROM NEW.valid_until)
  EXECUTE FUNCTION end_member();
CREATE TRIGGER member_gone AFTER DELETE ON member FOR EACH ROW EXECUTE FUNCTION end_member();

CREATE FUNCTION end_person() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_end('person', NEW.id::text);
  IF NEW.removed_at IS NOT NULL THEN DELETE FROM login_session WHERE person_id = NEW.id; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER person_ends AFTER UPDATE OF removed_at, support, operator ON person
  FOR EACH ROW WHEN (OLD.removed_at IS DISTINCT FROM NEW.removed_at OR OLD.support <> NEW.support OR OLD.operator <> NEW.operator)
  EXECUTE FUNCTION end_person();

CREATE FUNCTION end_login() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_end('session', OLD.id::text);
  RETURN NULL;
END $$;
-- Those that had ended by the clock are swept by the thousand, and nobody does anything in them.
CREATE TRIGGER session_gone AFTER DELETE ON login_session
  FOR EACH ROW WHEN (OLD.expires_at > CURRENT_TIMESTAMP) EXECUTE FUNCTION end_login();
CREATE TRIGGER session_ends AFTER UPDATE OF expires_at ON login_session
  FOR EACH ROW WHEN (NEW.expires_at < OLD.expires_at) EXECUTE FUNCTION end_login();

CREATE FUNCTION end_assignment() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_end('person', OLD.person_id::text);
  PERFORM end_uploads(OLD.person_id);
  RETURN NULL;
END $$;
CREATE TRIGGER assignment_ends AFTER UPDATE OF ended_at ON assignment
  FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at) EXECUTE FUNCTION end_assignment();
CREATE TRIGGER assignment_gone AFTER DELETE ON assignment FOR EACH ROW EXECUTE FUNCTION end_assignment();

CREATE FUNCTION end_mandate() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_end('employer', OLD.employer_id::text);
  PERFORM end_uploads(a.person_id) FROM assignment a WHERE a.client_id = OLD.employer_id AND a.ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER mandate_ends AFTER UPDATE OF ended_at, valid_from, valid_until ON mandate
  FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at OR OLD.valid_until <> NEW.valid_until OR OLD.valid_from <> NEW.valid_from)
  EXECUTE FUNCTION end_mandate();
CREATE TRIGGER mandate_gone AFTER DELETE ON mandate FOR EACH ROW EXECUTE FUNCTION end_mandate();

CREATE FUNCTION end_certificate() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM tell_end('certificate', OLD.fingerprint);
  RETURN NULL;
END $$;
CREATE TRIGGER certificate_ends AFTER UPDATE OF removed_at, valid_from ON certificate
  FOR EACH ROW WHEN (OLD.removed_at IS DISTINCT FROM NEW.removed_at OR OLD.valid_from <> NEW.valid_from)
  EXECUTE FUNCTION end_certificate();
CREATE TRIGGER certificate_gone AFTER DELETE ON certificate FOR EACH ROW EXECUTE FUNCTION end_certificate();

REVOKE EXECUTE ON FUNCTION end_uploads(UUID), end_member(), end_person(), end_login(), end_assignment(), end_mandate(), end_certificate() FROM PUBLIC;
