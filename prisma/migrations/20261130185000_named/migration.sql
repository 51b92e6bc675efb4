-- A row that a process writes by itself names nobody but who speaks, and points at nothing but what who speaks may see. (Functions of the
-- owner's hold their own; row security holds to whom a row belongs.) Without this a taken process hands in a file in another person's name,
-- or opens another company's file from FK by an access row of its own.
--
-- Each argument: `person`, `session`, `actor` or `certificate` and a column that names who speaks; `row`, a column and the table that it
-- points at; `nobody` and a column that only functions write.
CREATE FUNCTION hold_to_speaker() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE word TEXT; part TEXT[]; given TEXT; was TEXT; fits BOOLEAN;
BEGIN
  FOREACH word IN ARRAY TG_ARGV LOOP
    part := string_to_array(word, ' ');
    EXECUTE format('SELECT ($1).%I::text', part[2]) INTO given USING NEW;
    CONTINUE WHEN given IS NULL;
    IF TG_OP = 'UPDATE' THEN
      EXECUTE format('SELECT ($1).%I::text', part[2]) INTO was USING OLD;
      CONTINUE WHEN given = was;
    END IF;
    CASE part[1]
      WHEN 'person' THEN fits := given = current_person()::text;
      WHEN 'session' THEN fits := given = current_session()::text;
      WHEN 'actor' THEN fits := given = current_actor();
      WHEN 'certificate' THEN fits := 'certificate:' || given = current_actor();
      WHEN 'row' THEN EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = $1)', part[3]) INTO fits USING given::uuid;
      WHEN 'nobody' THEN fits := false;
    END CASE;
    IF fits IS NOT TRUE THEN
      RAISE EXCEPTION 'another''s %', part[2] USING ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME, COLUMN = part[2];
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

DO $$
DECLARE held RECORD;
BEGIN
  FOR held IN SELECT * FROM (VALUES
    ('application', ARRAY['person applicant_id', 'nobody reviewed_by', 'nobody decided_by', 'nobody employer_id', 'nobody takes_effect_at']),
    ('application_file', ARRAY['person added_by']),
    ('application_party', ARRAY['person person_id']),
    ('application_signature', ARRAY['person person_id', 'row party_id application_party']),
    ('certificate', ARRAY['person registered_by', 'person removed_by']),
    ('delivery_access', ARRAY['person person_id', 'certificate certificate', 'row delivery_id delivery']),
    ('kept_report', ARRAY['session session_id']),
    ('mandate', ARRAY['person given_by', 'person ended_by']),
    ('sent_cases', ARRAY['row submission_id submission']),
    ('signing', ARRAY['person person_id', 'session session_id', 'row application_id application']),
    ('submission', ARRAY['person person_id', 'certificate certificate', 'row replaced_by submission', 'actor dealt_with_by', 'nobody settled_by']),
    ('upload', ARRAY['person person_id', 'row submission_id submission']),
    ('webhook', ARRAY['person created_by'])
  ) AS t (name, columns) LOOP
    EXECUTE format('CREATE TRIGGER a_hold_to_speaker BEFORE INSERT OR UPDATE ON %I FOR EACH ROW '
      'WHEN (CURRENT_USER IN (''kvittens_web'', ''kvittens_gateway'')) EXECUTE FUNCTION hold_to_speaker(%s)',
      held.name, (SELECT string_agg(quote_literal(one), ', ') FROM unnest(held.columns) AS one));
  END LOOP;
END $$;
