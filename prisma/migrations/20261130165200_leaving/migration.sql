-- Rights are confirmed by an administrator, or lapse; a person leaves a company; a company leaves the portal, and may come back.

ALTER TABLE "employer" ADD COLUMN "ended_at" TIMESTAMPTZ(6);
CREATE INDEX "member_lapses" ON "member" ("confirmed_at") WHERE "removed_at" IS NULL;

-- Whose rights an administrator has confirmed now; p_persons null: everybody's. Null: the login's person is no administrator.
CREATE FUNCTION confirm_members(p_session UUID, p_employer UUID, p_persons UUID[]) RETURNS UUID[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE confirmed UUID[];
BEGIN
  PERFORM lock_people(p_employer);
  IF administrator_in(p_session, p_employer) IS NULL THEN RETURN NULL; END IF;
  WITH changed AS (
    UPDATE member SET confirmed_at = clock_timestamp()
    WHERE employer_id = p_employer AND removed_at IS NULL AND (p_persons IS NULL OR person_id = ANY(p_persons)) RETURNING person_id)
  SELECT coalesce(array_agg(person_id), '{}') INTO confirmed FROM changed;
  RETURN confirmed;
END $$;

-- When a member last did anything there, or came.
CREATE FUNCTION last_active(m member) RETURNS TIMESTAMPTZ
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT greatest(m.created_at, m.used_at, (SELECT max(a.used_at) FROM assignment a WHERE a.employer_id = m.employer_id AND a.person_id = m.person_id),
    (SELECT p.last_login_at FROM person p WHERE p.id = m.person_id))
$$;

-- What the clock ends: members whom nobody has confirmed, who have long done nothing, or whose last day has passed; never a company's last
-- administrator. What it will end is told to administrators before, at each of p_days. Says how many it ended.
CREATE FUNCTION lapse_members(p_now TIMESTAMPTZ, p_months INTEGER, p_idle_days INTEGER, p_days INTEGER[]) RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  company RECORD; m member; v_why TEXT; count INTEGER := 0; told RECORD;
  unconfirmed TIMESTAMPTZ := p_now - make_interval(months => p_months);
  idle TIMESTAMPTZ := p_now - make_interval(days => p_idle_days);
  today DATE := (p_now AT TIME ZONE 'Europe/Stockholm')::date;
BEGIN
  FOR company IN SELECT DISTINCT employer_id FROM member x WHERE removed_at IS NULL
      AND (confirmed_at < unconfirmed OR valid_until < today OR last_active(x) < idle) ORDER BY employer_id LOOP
    PERFORM lock_people(company.employer_id);
    -- Those who have been away the longest first, so that the last to go would be who was here last, and stays.
    FOR m IN SELECT * FROM member x WHERE employer_id = company.employer_id AND removed_at IS NULL
        AND (confirmed_at < unconfirmed OR valid_until < today OR last_active(x) < idle) ORDER BY last_active(x), id FOR UPDATE LOOP
      IF m.role = 'administrator' AND NOT has_other_administrator(m.employer_id, m.person_id) THEN CONTINUE; END IF;
      v_why := CASE WHEN m.valid_until < today THEN 'ended' WHEN m.confirmed_at < unconfirmed THEN 'unconfirmed' ELSE 'idle' END;
      UPDATE member SET removed_at = p_now, removed_by = 'system', removed_why = v_why WHERE id = m.id;
      PERFORM audit_for(m.employer_id, 'system', 'member.lapsed', m.person_id::text, jsonb_build_object('why', v_why, 'role', m.role));
      PERFORM tell_person('access-lapsed', 'lapse:' || m.id || ':' || p_now, p.mail, jsonb_build_object('path', '/foretag', 'language', p.language),
          p_now, p_now + interval '7 days')
        FROM person p WHERE p.id = m.person_id AND p.mail IS NOT NULL;
      count := count + 1;
    END LOOP;
  END LOOP;
  -- A mandate whose last day has passed does not bring its people back when another is given.
  PERFORM close_assignments(coalesce((
    SELECT array_agg(a.id) FROM assignment a JOIN employer bureau ON bureau.id = a.employer_id
    WHERE a.ended_at IS NULL AND NOT EXISTS (SELECT FROM mandate x
      WHERE x.employer_id = a.client_id AND x.agent_orgnr = bureau.orgnr AND x.ended_at IS NULL AND x.valid_until >= today)), '{}'), 'mandate');
  FOR told IN
    SELECT due.employer_id, due.at, stage.days, p.mail, p.language
    FROM (SELECT x.employer_id, min(x.confirmed_at) + make_interval(months => p_months) AS at FROM member x WHERE x.removed_at IS NULL GROUP BY 1) AS due
      CROSS JOIN LATERAL (SELECT min(d) AS days FROM unnest(p_days) d WHERE p_now >= due.at - make_interval(days => d)) AS stage
      JOIN member a ON a.employer_id = due.employer_id AND a.role = 'administrator' AND a.removed_at IS NULL
      JOIN person p ON p.id = a.person_id AND p.removed_at IS NULL AND p.mail IS NOT NULL
    WHERE due.at > p_now AND stage.days IS NOT NULL
  LOOP
    -- Once for each address and stage: tell_person says nothing twice.
    PERFORM tell_person('rights-due', 'confirm:' || told.employer_id || ':' || told.at::date || ':' || told.days, told.mail,
      jsonb_build_object('days', told.days, 'path', '/foretaget/personer', 'language', told.language), p_now, told.at);
  END LOOP;
  RETURN count;
END $$;

-- By when the employer's rights must be confirmed: the earliest of its members'.
CREATE FUNCTION rights_due(p_employer UUID, p_months INTEGER) RETURNS TIMESTAMPTZ
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(confirmed_at) + make_interval(months => p_months) FROM member
  WHERE employer_id = p_employer AND p_employer = current_employer() AND removed_at IS NULL
$$;

-- The login's person leaves the company by themselves; the login stays. 'done', or why not: 'gone' (no member), 'last'.
CREATE FUNCTION leave_employer(p_session UUID, p_employer UUID) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m member;
BEGIN
  PERFORM lock_people(p_employer);
  SELECT x.* INTO m FROM member x JOIN login_session s ON s.person_id = x.person_id AND s.id = p_session AND s.expires_at > now()
  WHERE x.employer_id = p_employer AND x.removed_at IS NULL FOR UPDATE OF x;
  IF m.id IS NULL THEN RETURN 'gone'; END IF;
  IF m.role = 'administrator' AND NOT has_other_administrator(p_employer, m.person_id) THEN RETURN 'last'; END IF;
  UPDATE login_session SET employer_id = NULL WHERE id = p_session;
  UPDATE member SET removed_at = clock_timestamp(), removed_by = 'person:' || m.person_id, removed_why = 'left' WHERE id = m.id;
  RETURN 'done';
END $$;

-- The employer leaves the portal: nobody acts for it any more, by any way. What is queued goes on, and what Försäkringskassan sends
-- comes. 'done', or why not: 'administrator', 'ended'.
CREATE FUNCTION end_employer(p_session UUID, p_employer UUID) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_by UUID; stamp TIMESTAMPTZ := clock_timestamp();
BEGIN
  PERFORM lock_people(p_employer);
  v_by := administrator_in(p_session, p_employer);
  IF v_by IS NULL THEN RETURN 'administrator'; END IF;
  UPDATE employer SET ended_at = stamp WHERE id = p_employer AND ended_at IS NULL;
  IF NOT FOUND THEN RETURN 'ended'; END IF;
  UPDATE login_session SET employer_id = NULL WHERE id = p_session;
  UPDATE exchange SET ended_at = stamp WHERE employer_id = p_employer AND ended_at IS NULL;
  UPDATE mandate SET ended_at = stamp, ended_by = v_by WHERE employer_id = p_employer AND ended_at IS NULL;
  UPDATE certificate SET removed_at = stamp, removed_by = v_by WHERE employer_id = p_employer AND removed_at IS NULL;
  UPDATE webhook SET removed_at = stamp, secret = '', previous_secret = NULL, previous_until = NULL WHERE employer_id = p_employer AND removed_at IS NULL;
  UPDATE webhook_call SET next_attempt_at = NULL, given_up_at = stamp WHERE employer_id = p_employer AND next_attempt_at IS NOT NULL;
  UPDATE invitation SET ended_at = stamp WHERE employer_id = p_employer AND accepted_at IS NULL AND ended_at IS NULL;
  UPDATE member SET removed_at = stamp, removed_by = 'person:' || v_by, removed_why = 'ended' WHERE employer_id = p_employer AND removed_at IS NULL;
  UPDATE upload SET expires_at = stamp WHERE employer_id = p_employer AND ended_at IS NULL AND expires_at > stamp;
  RETURN 'done';
END $$;

REVOKE EXECUTE ON FUNCTION confirm_members(UUID, UUID, UUID[]), last_active(member), lapse_members(TIMESTAMPTZ, INTEGER, INTEGER, INTEGER[]),
  rights_due(UUID, INTEGER), leave_employer(UUID, UUID), end_employer(UUID, UUID) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confirm_members(UUID, UUID, UUID[]), lapse_members(TIMESTAMPTZ, INTEGER, INTEGER, INTEGER[]), rights_due(UUID, INTEGER),
  leave_employer(UUID, UUID), end_employer(UUID, UUID) TO kvittens_web;
