// Each wall taken away alone, and rows of the drill that must then turn red.
export type Removal = { wall: string; sql: string; red: string[] }

const SETTING = (name: string, setting: string) =>
  `CREATE OR REPLACE FUNCTION ${name}() RETURNS UUID LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('${setting}', true), '')::uuid $$`

/** A function without the lines that match, as it would be without that part of the wall. */
const without = (name: string, lines: string, by = '') => `DO $wall$ DECLARE made TEXT; BEGIN
    SELECT regexp_replace(pg_get_functiondef(oid), '${lines.replaceAll("'", "''")}', '${by.replaceAll("'", "''")}', 'g') INTO made FROM pg_proc
      WHERE proname = '${name}' AND pronamespace = 'public'::regnamespace;
    IF made = (SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = '${name}' AND pronamespace = 'public'::regnamespace) THEN
      RAISE EXCEPTION 'nothing of ${name} matches'; END IF;
    EXECUTE made; END $wall$`

const unguarded = (table: string) =>
  `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`

/** A table whose rows may change without a link in the audit trail. */
const unproven = (table: string) => `DO $wall$ DECLARE t RECORD; BEGIN
    FOR t IN SELECT tgname FROM pg_trigger WHERE tgrelid = '${table}'::regclass AND tgfoid::regproc::text = 'require_proof' LOOP
      EXECUTE format('DROP TRIGGER %I ON ${table}', t.tgname); END LOOP; END $wall$`

/** Staff stand in the portal's own log. */
const STAFF_SOMEWHERE = `; SELECT append_link('00000000-0000-0000-0000-000000000000', 'person:' || id, 'session.started', 'x', '{}')
  FROM person WHERE support OR operator`

export const REMOVALS: Removal[] = [
  {
    wall: 'row security of submission',
    sql: unguarded('submission'),
    red: ['reads another’s submission', 'sets the company as a setting of the transaction'],
  },
  { wall: 'row security of audit', sql: unguarded('audit'), red: ['reads another’s audit'] },
  {
    wall: 'row security of certificate',
    sql: unguarded('certificate'),
    red: ['reads another’s certificate'],
  },
  {
    wall: 'row security of login_session',
    sql: unguarded('login_session'),
    red: ['reads another’s login_session'],
  },
  {
    wall: 'row security of upload',
    sql: unguarded('upload'),
    red: ['reads the key of an unfinished upload', 'removes another’s upload'],
  },
  {
    wall: 'current_employer() knows, and asks no setting',
    sql: SETTING('current_employer', 'kvittens.employer'),
    red: ['sets the company as a setting of the session', 'reads another’s delivery'],
  },
  {
    wall: 'current_person() knows, and asks no setting',
    sql: SETTING('current_person', 'kvittens.person'),
    red: ['sets the person as a setting', 'reads another’s application'],
  },
  {
    wall: 'speak_for asks whether the person may act for the company',
    sql: without('speak_for', `IF NOT s\\.support OR NOT EXISTS.*?RETURN 'employer';\\s*END IF;`),
    red: ['speaks for it with the cookie of a company of one’s own'],
  },
  {
    wall: 'speak_for asks whether the login lasts',
    sql: without('speak_for', `AND l\\.expires_at > clock_timestamp\\(\\) AND`, 'AND'),
    red: ['speaks for it with the cookie of a login that has ended'],
  },
  {
    wall: 'speak_for asks for the cookie itself',
    sql:
      without('speak_for', `encode\\(sha256\\(convert_to\\(p_credential, 'UTF8'\\)\\), 'hex'\\)`, 'p_credential') +
      '; GRANT SELECT (token_hash) ON login_session TO kvittens_web; ' +
      unguarded('login_session'),
    red: ['speaks for it with the hash that stands in a login’s row'],
  },
  {
    wall: 'web is told the companies of who speaks, and of no id',
    sql: 'GRANT EXECUTE ON FUNCTION employers_of(UUID) TO kvittens_web',
    red: ['asks for which companies a person acts, by their id'],
  },
  {
    wall: 'employers_by_login asks whether the login lasts',
    sql: without('employers_by_login', `AND s\\.expires_at > clock_timestamp\\(\\)`),
    red: ['… by the cookie of a login that has ended'],
  },
  {
    wall: 'is_party answers web for who speaks',
    sql: without('is_party', `OR p\\.id = current_person\\(\\)`, 'OR true'),
    red: ['asks whether a person has a part in an application'],
  },
  {
    wall: 'staff are told of those in one’s own log',
    sql: without('staff_among', `AND l\\.chain = current_employer\\(\\)`) + STAFF_SOMEWHERE,
    red: ['asks who of people are the portal’s staff'],
  },
  {
    wall: 'parties are mailed by who sees their application',
    sql: without('tell_parties', `sees_application\\(p_application\\) IS NOT TRUE`, 'false'),
    red: ['mails the parties of another’s application'],
  },
  {
    wall: 'web queues mails of its own verbs',
    sql: without('tell_person', `session_user = 'kvittens_web'`, 'false'),
    red: ['keeps a warning of keeper’s from a person, by one like it put before it'],
  },
  {
    wall: 'web may not speak by fingerprint',
    sql: 'GRANT EXECUTE ON FUNCTION speak_for_certificate(TEXT, UUID) TO kvittens_web',
    red: ['speaks as gateway does, by a certificate’s fingerprint'],
  },
  {
    wall: 'nobody writes who speaks',
    sql: 'GRANT USAGE ON SCHEMA walls TO kvittens_web; GRANT SELECT, INSERT, UPDATE ON walls.speaker TO kvittens_web',
    red: ['writes who speaks', 'adds who speaks'],
  },
  {
    wall: 'functions act for the login that speaks',
    sql: [
      without('require_session', `p_session IS DISTINCT FROM current_session\\(\\)`, 'false'),
      ...['administrator_in', 'live_session'].map((name) => without(name, `AND s\\.id = current_session\\(\\)`)),
      unproven('invitation'),
    ].join('; '),
    red: ['invites itself, by an administrator’s login'],
  },
  {
    wall: 'only support searches',
    sql: without('support_find', `NOT speaks_as_support\\(\\)`, 'false'),
    red: ['searches as support, as itself'],
  },
  {
    wall: 'a link goes into the chain of who speaks',
    sql: without('append_audit', `p_chain IS DISTINCT FROM current_employer\\(\\)`, 'false'),
    red: ['writes into another’s chain'],
  },
  {
    wall: 'a row names who speaks',
    sql: 'DROP TRIGGER a_hold_to_speaker ON submission',
    red: [
      'writes a row of its own submission with another’s person_id',
      'writes a row of its own submission with another’s replaced_by',
    ],
  },
  {
    wall: 'an access row points at a file of the company’s own',
    sql: 'DROP TRIGGER a_hold_to_speaker ON delivery_access',
    red: ['writes a row of its own delivery_access with another’s delivery_id'],
  },
  {
    wall: 'nobody reads what knows a login',
    sql: `GRANT SELECT (token_hash) ON login_session TO kvittens_web; ${unguarded('login_session')}`,
    red: ['reads the hashes of sessions’ tokens'],
  },
  {
    wall: 'web writes no flags',
    sql: `GRANT UPDATE (support, operator) ON person TO kvittens_web;
      CREATE POLICY flags ON person TO kvittens_web USING (true); ${unproven('person')}`,
    red: ['makes itself support', 'makes itself operator'],
  },
  {
    wall: 'web makes nothing in the schema',
    sql: 'GRANT CREATE ON SCHEMA public TO kvittens_web',
    red: ['makes a table among ours'],
  },
  {
    wall: 'the trail is added to, and nothing else',
    sql: 'GRANT DELETE ON audit TO kvittens_web; DROP TRIGGER IF EXISTS audit_never_changes ON audit',
    red: ['removes rows'],
  },
  {
    wall: 'a right changes with its link in the audit trail',
    sql: unproven('mandate'),
    red: ['gives a mandate without a link', 'gives a mandate whose link is undone'],
  },
  {
    wall: 'web writes no signature',
    sql: `GRANT INSERT, UPDATE ON application_signature TO kvittens_web; CREATE POLICY written ON application_signature TO kvittens_web USING (true);
      DROP TRIGGER signature_stays ON application_signature; DROP TRIGGER signature_subject ON application_signature`,
    red: [
      'writes a signature that nobody made',
      'writes a signature with the ID token of another signature',
      'makes a void signature count again',
      'moves a signature to another application',
    ],
  },
  {
    wall: 'an application is handed in by a function alone',
    sql: 'DROP TRIGGER application_states ON application',
    red: ['hands an application in that is not signed'],
  },
  {
    wall: 'an application begins as a draft, and takes no number by itself',
    sql: 'DROP TRIGGER application_content ON application',
    red: ['begins an application as one that has been handed in', 'takes an employer’s number without a signature'],
  },
  {
    wall: 'a yes is a signature',
    sql: 'DROP TRIGGER party_answer ON application_party',
    red: ['says yes without a signature', 'names somebody who has signed already'],
  },
  {
    wall: 'a token signs once',
    sql: without('sign_application', `IF NOT FOUND THEN RETURN 'signing_spent'; END IF;`),
    red: ['signs twice with one token'],
  },
]
