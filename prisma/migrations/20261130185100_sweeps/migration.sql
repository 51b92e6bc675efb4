-- What the clock does to all companies is relay's: who may call these says what time it is, so that a taken web process could end every
-- member of every company, or put links of its own into the invitations of an application that falls due.
REVOKE EXECUTE ON FUNCTION lapse_members(TIMESTAMPTZ, INTEGER, INTEGER, INTEGER[]), lapse_applications(TIMESTAMPTZ, INTEGER, INTEGER, INTEGER[]),
  due_applications(), effect_application(UUID, TEXT[], TIMESTAMPTZ) FROM kvittens_web;
GRANT EXECUTE ON FUNCTION lapse_members(TIMESTAMPTZ, INTEGER, INTEGER, INTEGER[]), lapse_applications(TIMESTAMPTZ, INTEGER, INTEGER, INTEGER[]),
  due_applications(), effect_application(UUID, TEXT[], TIMESTAMPTZ), invitations_wanted(UUID),
  tell_person(TEXT, TEXT, TEXT, JSONB, TIMESTAMPTZ, TIMESTAMPTZ) TO kvittens_relay;
