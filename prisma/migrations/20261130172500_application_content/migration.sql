-- What an application says is its applicant's to write, until it has been handed in; somebody named in it hands it in at most, by
-- signing. Row security says which rows, and this says which columns.
CREATE FUNCTION hold_application_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'kvittens_web' AND (
    (OLD.applicant_id IS DISTINCT FROM current_person() OR OLD.state NOT IN ('draft', 'signing', 'returned'))
      AND (NEW.fields, NEW.orgnr, NEW.document, NEW.digest, NEW.version, NEW.asked_at, NEW.asked_times)
        IS DISTINCT FROM (OLD.fields, OLD.orgnr, OLD.document, OLD.digest, OLD.version, OLD.asked_at, OLD.asked_times)
    OR OLD.applicant_id IS DISTINCT FROM current_person() AND NEW.state NOT IN (OLD.state, 'submitted')
  ) THEN
    RAISE EXCEPTION 'this person may not write what the application says now' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
-- Before application_states, by its name: that one drops what is sealed.
CREATE TRIGGER application_content BEFORE UPDATE ON application FOR EACH ROW EXECUTE FUNCTION hold_application_content();
REVOKE EXECUTE ON FUNCTION hold_application_content() FROM PUBLIC;
