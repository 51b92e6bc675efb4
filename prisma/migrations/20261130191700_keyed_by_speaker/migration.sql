-- Who had a number keyed or opened is who speaks in the transaction that counts it: the trail takes keeper's word for a person no more.
UPDATE walls.action_right SET demand = 'speaker' WHERE demand = 'login';
ALTER TABLE walls.action_right DROP CONSTRAINT action_right_demand_check,
  ADD CONSTRAINT action_right_demand_check CHECK ("demand" IN ('own', 'system', 'speaker', 'acts', 'settles', 'administrator', 'fresh', 'operator'));

CREATE OR REPLACE FUNCTION walls.require_right(p_demand TEXT, p_role TEXT, p_actor TEXT) RETURNS VOID
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s walls.speaker;
BEGIN
  IF p_demand = 'system' THEN
    IF p_actor = 'system' THEN RETURN; END IF;
  ELSIF p_demand = 'own' THEN
    -- The operator's command connects as relay does.
    IF p_actor ~ '^relay:.{1,200}$' OR p_actor ~ '^admin:.{1,100}$' THEN RETURN; END IF;
  ELSE
    SELECT * INTO s FROM walls.speaker WHERE xact = pg_current_xact_id_if_assigned();
    IF p_actor = current_actor() AND (CASE p_demand
      WHEN 'speaker' THEN true
      WHEN 'acts' THEN s.role IN ('administrator', 'handler', 'ombud', 'certificate')
      WHEN 'settles' THEN s.role IN ('administrator', 'handler', 'ombud', 'support')
      WHEN 'administrator' THEN s.role = 'administrator'
      WHEN 'fresh' THEN s.role = 'administrator' AND s.fresh
      WHEN 'operator' THEN s.operator
    END) THEN RETURN;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit trail does not take this from %', p_role USING ERRCODE = 'insufficient_privilege';
END $$;
