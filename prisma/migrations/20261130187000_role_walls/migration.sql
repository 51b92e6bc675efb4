-- The role of who speaks is a wall too: what administrators alone may change, and what readers and support may only look at. The verbs
-- ask first (lib/access/require-member.ts); here a write by another role is refused. A row may be locked by all.
-- So support locks the row that it settles by a function (settle_submission).
DO $$
DECLARE t TEXT;
BEGIN
  FOREACH t IN ARRAY ARRAY['certificate', 'mandate', 'webhook', 'webhook_call', 'notice_recipient', 'employer'] LOOP
    EXECUTE format('CREATE POLICY administrator_inserts ON %I AS RESTRICTIVE FOR INSERT TO kvittens_web WITH CHECK ((SELECT speaking_role()) = ''administrator'')', t);
    EXECUTE format('CREATE POLICY administrator_updates ON %I AS RESTRICTIVE FOR UPDATE TO kvittens_web USING (true) WITH CHECK ((SELECT speaking_role()) = ''administrator'')', t);
    EXECUTE format('CREATE POLICY administrator_deletes ON %I AS RESTRICTIVE FOR DELETE TO kvittens_web USING ((SELECT speaking_role()) = ''administrator'')', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['submission', 'sent_cases', 'upload', 'delivery', 'delivery_access'] LOOP
    EXECUTE format('CREATE POLICY handler_inserts ON %I AS RESTRICTIVE FOR INSERT TO kvittens_web WITH CHECK ((SELECT speaking_role()) IN (''administrator'', ''handler'', ''ombud''))', t);
    EXECUTE format('CREATE POLICY handler_updates ON %I AS RESTRICTIVE FOR UPDATE TO kvittens_web USING (true) WITH CHECK ((SELECT speaking_role()) IN (''administrator'', ''handler'', ''ombud''))', t);
    EXECUTE format('CREATE POLICY handler_deletes ON %I AS RESTRICTIVE FOR DELETE TO kvittens_web USING ((SELECT speaking_role()) IN (''administrator'', ''handler'', ''ombud''))', t);
  END LOOP;
END $$;
