-- A company that has left may join again: its row is opened anew by the approval, with what has not been purged. Only what differs
-- is put into the functions that approve, as they stand.
CREATE FUNCTION rewrite(p_function TEXT, p_old TEXT, p_new TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE body TEXT := pg_get_functiondef(p_function::regproc);
BEGIN
  IF position(p_old IN body) = 0 THEN RAISE EXCEPTION '% does not say: %', p_function, p_old; END IF;
  EXECUTE replace(body, p_old, p_new);
END $$;

SELECT rewrite('has_joined', 'WHERE orgnr = p_orgnr', 'WHERE orgnr = p_orgnr AND ended_at IS NULL');
SELECT rewrite('hindrance_to_make', 'WHERE orgnr = a.orgnr', 'WHERE orgnr = a.orgnr AND ended_at IS NULL');
SELECT rewrite('carry_out_application', 'ON CONFLICT (orgnr) DO NOTHING RETURNING id INTO new_id',
  'ON CONFLICT (orgnr) DO UPDATE SET name = EXCLUDED.name, language = EXCLUDED.language, ended_at = NULL, paper_blocked_at = NULL
      WHERE employer.ended_at IS NOT NULL RETURNING id INTO new_id');
SELECT rewrite('carry_out_application', E'jsonb_array_elements_text(c -> \'services\') AS service;',
  E'jsonb_array_elements_text(c -> \'services\') AS service
      ON CONFLICT (employer_id, service, channel) DO UPDATE SET state = EXCLUDED.state, created_at = EXCLUDED.created_at, ended_at = NULL;
    DELETE FROM notice_recipient WHERE employer_id = new_id;');
SELECT rewrite('lapse_members', '/foretaget/personer', '/foretaget/bekrafta');

DROP FUNCTION rewrite(TEXT, TEXT, TEXT);
