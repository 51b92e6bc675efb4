// Every function that a process's role may call: called with another company's, person's and login's ids, and with SQL in its texts.
import { type Scene, sqlTry, type ThiefRole, type Try, WALL } from './try.ts'

type Callable = { name: string; args: { name: string; type: string }[]; returnsRecord: boolean }

/**
 * What each function lets a process do, as was decided when it was granted. A new one must be decided here, and is tried by itself.
 * `asks`: acts for who speaks or whose login it is given, and refuses what is another's; `token`: for who has a link's token; `sweep`: does what is due by
 * the clock, whoever calls; `tells`: says a word about something that the caller names, and nothing of its content; `line`: begins with
 * somebody who has no login yet.
 */
export const FUNCTIONS: Record<string, 'asks' | 'token' | 'sweep' | 'tells' | 'line'> = {
  accept_invitation: 'token',
  acting_for: 'asks',
  add_passkey: 'asks',
  administrators_left: 'asks',
  append_audit: 'asks',
  application_link: 'token',
  application_names: 'tells',
  approve_application: 'asks',
  ask_mail_code: 'asks',
  assign_people: 'asks',
  begin_production: 'asks',
  certificate_holder: 'tells',
  certificate_used: 'asks',
  change_code_app: 'asks',
  change_member: 'asks',
  change_password: 'asks',
  choose_mail_language: 'asks',
  confirm_mail_code: 'asks',
  confirm_members: 'asks',
  confirm_paper: 'asks',
  count_link_try: 'token',
  current_actor: 'asks',
  current_employer: 'asks',
  current_person: 'asks',
  current_session: 'asks',
  decide_application: 'asks',
  drop_own_login: 'asks',
  employers_by_login: 'token',
  end_assignments: 'asks',
  end_employer: 'asks',
  end_invitation: 'asks',
  end_password_logins: 'asks',
  erase_person: 'asks',
  export_person: 'asks',
  find_invitation: 'token',
  forget_answers: 'asks',
  forget_speakers: 'sweep',
  forget_spent_states: 'sweep',
  give_login_link: 'asks',
  hand_in_again: 'asks',
  has_ended: 'tells',
  has_joined: 'tells',
  invitations_wanted: 'asks',
  invite_member: 'asks',
  is_applicant: 'asks',
  is_party: 'asks',
  leave_employer: 'asks',
  lock_dispute: 'asks',
  make_person: 'line',
  mandates_held: 'asks',
  may_use_password: 'tells',
  note_application_seen: 'asks',
  note_login: 'asks',
  note_passkey_use: 'line',
  open_paper: 'asks',
  own_employers: 'asks',
  own_erasure_obstacles: 'asks',
  own_person_key: 'asks',
  payload_key_at: 'tells',
  pending_mail_code: 'asks',
  purge_kept_reports: 'sweep',
  purge_mail_codes: 'sweep',
  purge_uploads: 'sweep',
  read_login_link: 'token',
  read_session: 'token',
  refused_invitations: 'asks',
  refused_parties: 'asks',
  register_paper: 'asks',
  remove_member: 'asks',
  remove_passkey: 'asks',
  rename_employer: 'asks',
  renew_invitation: 'asks',
  rights_due: 'asks',
  sees_application: 'asks',
  settle_submission: 'asks',
  shares_application: 'asks',
  speak_for: 'token',
  speak_for_certificate: 'asks',
  speaking_role: 'asks',
  speaks_as_operator: 'asks',
  speaks_as_support: 'asks',
  staff_among: 'asks',
  support_find: 'asks',
  swedish_month: 'tells',
  swedish_month_ends: 'tells',
  take_parts: 'asks',
  tell_parties: 'asks',
  tell_person: 'asks',
  use_login_link: 'token',
  write_delivery_ticket: 'asks',
}

/** What is known to be told of another company or person, and why. */
const REMAINS: Record<string, string> = {
  'gateway certificate_holder':
    'who holds a certificate, by its fingerprint, issuer and number: gateway asks before it knows whom it speaks for',
  'gateway certificate_used': 'that a certificate was used just now',
}

export async function functionTries(scene: Scene, role: ThiefRole): Promise<Try[]> {
  const tries: Try[] = []
  for (const each of await callables(scene, role)) {
    const about = `functions (${role})`
    if (!(each.name in FUNCTIONS)) {
      const run = async () =>
        ({ kind: 'got', what: 'a function that nobody has decided about: FUNCTIONS in function-tries.ts' }) as const
      tries.push({ about, does: `calls ${each.name}`, refusal: WALL, run })
      continue
    }
    const call = (value: (arg: Callable['args'][number]) => string) =>
      `SELECT ${each.returnsRecord ? '* FROM ' : ''}${each.name}(${each.args.map((arg) => `(${value(arg)})::${arg.type}`).join(', ')})`
    const remains = REMAINS[`${role} ${each.name}`]
    const named = { about, role, seen: 'change', refusal: REFUSED } as const
    tries.push(
      sqlTry({
        ...named,
        does: `calls ${each.name} with another’s ids`,
        sql: call((arg) => foreign(arg, scene)),
        ...(remains && { remains }),
      }),
    )
    if (each.args.some(({ type }) => type === 'text'))
      tries.push(
        sqlTry({
          ...named,
          does: `calls ${each.name} with SQL in its texts`,
          sql: call((arg) => (arg.type === 'text' && !CLOSED.includes(arg.name) ? SQL : foreign(arg, scene))),
        }),
      )
  }
  return tries
}

async function callables({ client }: Scene, role: ThiefRole): Promise<Callable[]> {
  const { rows } = await client.query<{ name: string; args: Callable['args'] | null; returnsRecord: boolean }>(
    `SELECT p.proname AS name, p.proretset OR p.proargmodes IS NOT NULL AS "returnsRecord",
       (SELECT json_agg(json_build_object('name', coalesce(p.proargnames[n], ''), 'type', format_type(t, NULL)) ORDER BY n)
        FROM unnest(p.proargtypes) WITH ORDINALITY AS arg (t, n)) AS args
     FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype <> 'trigger'::regtype
       AND has_function_privilege($1, p.oid, 'EXECUTE') ORDER BY 1`,
    [`kvittens_${role}`],
  )
  return rows.map(({ args, ...rest }) => ({ ...rest, args: args ?? [] }))
}

/** Texts of which a CHECK knows every word. */
const CLOSED = ['p_month', 'p_language', 'p_label', 'p_role', 'p_decision', 'p_as', 'p_how']

/** Any words but those of a call that came to nothing for a reason that is no wall. */
const REFUSED = /^(?!.*(cannot cast|syntax error|invalid input|does not exist|violates check))/

const SQL = `$sql$x' OR true; UPDATE member SET role = 'administrator'; --$sql$`

/** A value of another's for the parameter, by its name; else one of its type that says nothing. */
function foreign({ name, type }: Callable['args'][number], { world: { theirs, bo, operator, support, things } }: Scene): string {
  const quoted = (value: string | undefined) => `'${value ?? ''}'`
  const known: Record<string, string> = {
    p_session: bo.sessionId,
    p_employer: theirs.employerId,
    p_client: theirs.employerId,
    p_bureau: theirs.employerId,
    p_chain: theirs.employerId,
    p_person: bo.personId,
    p_application: things.application ?? '',
    p_invitation: things.invitation ?? '',
    p_access: things.delivery_access ?? '',
    p_passkey: things.passkey ?? '',
    p_orgnr: theirs.orgnr,
    p_agent_orgnr: theirs.orgnr,
    p_reference: things.reference ?? '',
    p_query: things.reference ?? '',
    p_fingerprint: things.fingerprint ?? '',
    p_issuer: 'CN=CA',
    p_number: things.fingerprint?.slice(0, 20) ?? '',
    p_actor: `person:${bo.personId}`,
    p_action: 'support.searched',
    p_role: 'reader',
    p_as: 'has-not',
    p_how: 'phone',
    p_language: 'en',
    p_kind: 'joined',
    p_label: 'x',
    p_month: '2026-11',
    p_way: 'eleg',
    p_recipient: 'bo@kanarie.test',
    p_decision: 'decline',
    p_credential: operator.cookie,
  }
  // As far as a caller may say that the time has come.
  if (name === 'p_now') return `now() + interval '10 years'`
  if (name === 'p_void') return `now() + interval '1 day'`
  if (name === 'p_id') return quoted(things.submission)
  if (name === 'p_persons') return `ARRAY['${bo.personId}', '${support.personId}']`
  if (name === 'p_clients') return `ARRAY['${theirs.employerId}']`
  if (name in known) return quoted(known[name])
  if (type === 'uuid') return quoted(theirs.employerId)
  if (type === 'uuid[]') return `ARRAY['${things.assignment}']`
  if (type.endsWith('[]')) return `'{}'`
  if (type === 'integer' || type === 'bigint') return '1'
  if (type === 'boolean') return 'true'
  if (type === 'jsonb') return `'{}'`
  if (type === 'bytea') return `'\\x00'`
  if (type.startsWith('timestamp')) return 'now()'
  if (type === 'date') return 'current_date + 1'
  if (type === 'text') return quoted('0'.repeat(64))
  // A row of a table.
  return `NULL`
}
