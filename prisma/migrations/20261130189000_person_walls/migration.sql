-- Whom web sees of people: who speaks, the people of the company that they speak for, who stands beside them in an application, and
-- for an operator all. Keeper, relay and the operator's command see all, and but the columns that they are granted.

-- Whether somebody is named in, or has made, an application that who speaks is named in or has made.
CREATE FUNCTION shares_application(p_person UUID) RETURNS BOOLEAN
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me UUID := current_person();
BEGIN
  RETURN me IS NOT NULL AND EXISTS (
    SELECT FROM (SELECT id FROM application WHERE applicant_id = p_person
      UNION ALL SELECT application_id FROM application_party WHERE person_id = p_person) theirs
    JOIN application a ON a.id = theirs.id
    WHERE a.applicant_id = me OR EXISTS (SELECT FROM application_party p WHERE p.application_id = a.id AND p.person_id = me));
END $$;
REVOKE EXECUTE ON FUNCTION shares_application(UUID) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shares_application(UUID) TO kvittens_web;

-- Which of these people are the portal's own staff, who are no company's: its log says so, and not their names.
CREATE FUNCTION staff_among(p_people UUID[]) RETURNS TABLE (id UUID, support BOOLEAN)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.support FROM person p WHERE p.id = ANY (p_people) AND (p.support OR p.operator)
$$;
REVOKE EXECUTE ON FUNCTION staff_among(UUID[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_among(UUID[]) TO kvittens_web;

ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE person FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON person TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY others_read ON person FOR SELECT TO kvittens_keeper, kvittens_relay, kvittens_admin USING (true);
CREATE POLICY keeper_writes ON person FOR UPDATE TO kvittens_keeper USING (true);
CREATE POLICY seen ON person FOR SELECT TO kvittens_web USING (
  id = (SELECT current_person()) OR (SELECT speaks_as_operator())
  -- Row security leaves those of the company that is spoken for.
  OR id IN (SELECT m.person_id FROM member m) OR id IN (SELECT a.person_id FROM assignment a)
  OR shares_application(id)
);
