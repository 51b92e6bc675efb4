-- The administrators of a company, and its notice addresses, are told when others are added to them by an application, too.
DO $$
DECLARE
  body TEXT := pg_get_functiondef('carry_out_application'::regproc);
  told TEXT := E'IF a.kind = \'administrators\' AND (c ->> \'replaces\')::boolean THEN\n    PERFORM tell_person(\'administrators-replaced\',';
  left_out TEXT := E'    UPDATE member SET removed_at = stamp, removed_by = p_by, removed_why = \'replaced\'';
BEGIN
  IF position(told IN body) = 0 OR position(left_out IN body) = 0 THEN RAISE EXCEPTION 'carry_out_application says something else'; END IF;
  body := replace(body, told, E'IF a.kind = \'administrators\' THEN\n    PERFORM tell_person('
    || E'CASE WHEN (c ->> \'replaces\')::boolean THEN \'administrators-replaced\' ELSE \'administrators-added\' END,');
  EXECUTE replace(body, left_out, E'  END IF;\n  IF a.kind = \'administrators\' AND (c ->> \'replaces\')::boolean THEN\n' || left_out);
END $$;
