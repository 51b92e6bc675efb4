// The proof of what was done: the audit trail, and signs of life.
import { type Scene, sqlTry, type Try } from './try.ts'

const PORTAL = '00000000-0000-0000-0000-000000000000'

export function proofTries({ world: { ours, theirs, anna, bo, things } }: Scene): Try[] {
  const about = 'proof'
  const link = (chain: string, actor: string, action = 'mandate.given') =>
    `SELECT append_audit('${chain}', '${actor}', '${action}', 'x', '{}')`
  const [boWord, annaWord] = [`person:${bo.personId}`, `person:${anna.personId}`]
  const mandate = `INSERT INTO mandate (id, employer_id, agent_orgnr, valid_from, valid_until) VALUES (gen_random_uuid(), '${ours.employerId}', '165599001319', current_date, current_date + 1)`
  const UNPROVEN = /audit|appends no|another actor|permission denied|another employer/
  const one = (does: string, sql: string | string[], refusal = UNPROVEN): Try => sqlTry({ about, does, sql, refusal })
  return [
    one('writes into another’s chain', link(theirs.employerId, annaWord)),
    one('writes as another into the own chain', link(ours.employerId, boWord)),
    one('writes as another into the portal’s chain', link(PORTAL, boWord, 'session.started')),
    one('writes as relay', link(ours.employerId, 'relay:relay-1', 'submission.delivered')),
    one('writes as the system', link(PORTAL, 'system', 'employer.approved')),
    one('writes what only relay does, as itself', link(ours.employerId, annaWord, 'submission.delivered')),
    one(
      'adds a row by itself',
      `INSERT INTO audit (chain, seq, at, actor, action, object, detail, prev, hash) VALUES ('${ours.employerId}', 99, now(), 'x', 'x', 'x', '{}', '', '')`,
    ),
    one('changes a row', `UPDATE audit SET actor = 'x'`, /permission denied|never/),
    one('removes rows', 'DELETE FROM audit', /permission denied|stays/),
    one('empties the trail', 'TRUNCATE audit', /permission denied/),
    one('sets a chain back', 'UPDATE audit_head SET seq = 0', /permission denied/),
    one('gives a mandate without a link', mandate),
    one('gives a mandate with a link of another chain', [link(PORTAL, annaWord), mandate]),
    one('gives a mandate whose link names another', [link(ours.employerId, boWord), mandate]),
    one('gives a mandate whose link is undone', [
      'SAVEPOINT a',
      link(ours.employerId, annaWord),
      'ROLLBACK TO SAVEPOINT a',
      mandate,
    ]),
    one('gives a mandate with the check put off', ['SET CONSTRAINTS ALL DEFERRED', mandate]),
    one('ends a mandate without a link', `UPDATE mandate SET ended_at = now() WHERE employer_id = '${ours.employerId}'`),
    one(
      'removes a certificate without a link',
      `UPDATE certificate SET removed_at = now() WHERE employer_id = '${ours.employerId}'`,
    ),
    one('changes a webhook without a link', `UPDATE webhook SET secret = 'mine' WHERE employer_id = '${ours.employerId}'`),
    one('changes the company without a link', `UPDATE employer SET submission_keep_days = 1 WHERE id = '${ours.employerId}'`),
    one(
      'changes a member without a link',
      `SELECT change_member('${anna.sessionId}', '${ours.employerId}', '${anna.personId}', 'reader', NULL) WHERE false`,
      /no rows/,
    ),
    one(
      'begins production without a link',
      [`SELECT begin_production('${ours.employerId}', '${anna.sessionId}', 'sjukanmalan')`, 'SELECT 1 WHERE false'],
      /no rows|audit/,
    ),
    one('ends its login without a link', `DELETE FROM login_session WHERE id = '${anna.sessionId}'`),
    one('changes its mail address without a link', `UPDATE person SET mail = 'x@y.test' WHERE id = '${anna.personId}'`),
    one(
      'fakes relay’s sign of life',
      `INSERT INTO process_beat (process, instance, at) VALUES ('relay', 'relay-9', now())`,
      /row-level security|permission denied/,
    ),
    one(
      'keeps a dead relay alive',
      `UPDATE process_beat SET at = now() WHERE process = 'relay'`,
      /row-level security|permission denied|no rows/,
    ),
    one(
      'removes relay’s sign of life',
      `DELETE FROM process_beat WHERE process = 'relay'`,
      /row-level security|permission denied|no rows/,
    ),
    one(
      'fakes gateway’s sign of life',
      `INSERT INTO process_beat (process, instance, at) VALUES ('gateway', 'gateway-9', now())`,
      /row-level security|permission denied/,
    ),
    one('opens the send gate', `UPDATE send_gate SET stopped_at = NULL`, /permission denied/),
    one('says the line is well', `UPDATE receiver_line SET last_accepted_at = now()`, /permission denied/),
    one(
      'plans a stop',
      `INSERT INTO planned_stop (from_at, text_sv, text_en, created_by) VALUES (now(), 'x', 'x', 'x')`,
      /permission denied/,
    ),
    one('says a revoked certificate is well', `UPDATE revocation_answer SET raw = ''`, /permission denied/),
    one(
      'says FK has a file',
      `UPDATE submission SET delivered_at = now(), kvittens_id = 'x', held_at = NULL, held_reason = NULL WHERE employer_id = '${ours.employerId}'`,
      /permission denied/,
    ),
    one(
      'writes a receipt',
      `INSERT INTO receipt (id, submission_id, employer_id, kind, recorded_at, http_status, raw) SELECT gen_random_uuid(), id, employer_id, 'receipt', now(), 200, '' FROM submission LIMIT 1`,
      /permission denied/,
    ),
    sqlTry({
      ...{ about, does: 'mails whom it likes, as the portal', refusal: UNPROVEN },
      remains: 'mails to any address, in the portal’s own words and with links into the portal alone',
      sql: `SELECT tell_person('application-asked', 'x', 'victim@thief.test', '{}', now(), now() + interval '1 day')`,
    }),
    one(
      'keeps a warning of keeper’s from a person, by one like it put before it',
      `SELECT tell_person('login-locked', 'person:${bo.personId}:x', 'bo@kanarie.test', '{}', now(), now() + interval '1 second')`,
      /a mail of another/,
    ),
    sqlTry({
      ...{ about, does: 'mails the parties of another’s application', refusal: /another's application/ },
      sql: `SELECT tell_parties('${things.application}', 'application-withdrawn', 'x', now())`,
    }),
    one(
      'mails whom it likes as the operator',
      `INSERT INTO notice (id, employer_id, kind, about, recipient, params, due_at, void_at) VALUES (gen_random_uuid(), NULL, 'x', 'x', 'v@thief.test', '{}', now(), now() + interval '1 day')`,
      /row-level security|permission denied/,
    ),
  ]
}
