// Another person: their login, their session, their secrets, and who they are.
import { randomBytes } from 'node:crypto'
import { type Scene, sqlTry, type Try } from './try.ts'

export function personTries({ world: { theirs, anna, bo, past, support, operator, things } }: Scene): Try[] {
  const about = 'another person'
  const hash = randomBytes(32).toString('hex')
  const begin = (personId: string, way = 'eleg') =>
    `INSERT INTO login_session (id, token_hash, person_id, way, expires_at, proved_at) VALUES (gen_random_uuid(), '${hash}', '${personId}', '${way}', now() + interval '1 hour', now())`
  const REFUSED = /permission denied|no rows|not_signed_in|nothing of theirs|another|row-level security|audit trail/
  const one = (does: string, sql: string | string[], seen?: 'change' | { check: string }): Try =>
    sqlTry({ about, does, sql, refusal: REFUSED, ...(seen && { seen }) })
  const of = (column: string) => `SELECT ${column} FROM person WHERE ${column} IS NOT NULL AND id <> '${anna.personId}'`
  return [
    one('begins a session', begin(bo.personId)),
    one('begins a session of a supporter’s', begin(support.personId)),
    one(
      'takes a session over by a token of its own',
      `UPDATE login_session SET token_hash = '${hash}' WHERE id = '${bo.sessionId}'`,
    ),
    one(
      'gives its own session to another person',
      `UPDATE login_session SET person_id = '${bo.personId}' WHERE id = '${anna.sessionId}'`,
    ),
    one(
      'lengthens its own session',
      `UPDATE login_session SET expires_at = now() + interval '1 year' WHERE id = '${anna.sessionId}'`,
    ),
    one('makes its own login as fresh as it likes', `UPDATE login_session SET proved_at = now() WHERE id = '${anna.sessionId}'`),
    one('lets its own session act for another company', [
      `UPDATE login_session SET employer_id = '${theirs.employerId}' WHERE id = '${anna.sessionId}'`,
      `SELECT employer_id FROM read_session(ARRAY['${anna.cookie}'], false) WHERE employer_id = '${theirs.employerId}'`,
    ]),
    one('ends another’s session', `DELETE FROM login_session WHERE id = '${bo.sessionId}'`),
    one('reads the hashes of sessions’ tokens', `SELECT token_hash FROM login_session`),
    one('makes a person', `SELECT * FROM make_person('${hash}', '19121212-****', 'Thief')`),
    one('makes a person of an existing key', [
      `CREATE TEMP TABLE got AS SELECT * FROM make_person((SELECT person_key FROM person WHERE id = '${bo.personId}'), 'x', 'x')`,
      'SELECT * FROM got',
    ]),
    one('reads password hashes', of('password_hash')),
    one('reads secrets of code apps', of('totp_secret')),
    one('reads keys of personnummer', of('person_key')),
    one('reads the masked number and name of everybody', `SELECT name, person_masked FROM person WHERE id = '${bo.personId}'`),
    one('reads mail addresses of everybody', of('mail')),
    one('writes a password', `UPDATE person SET password_hash = 'mine' WHERE id = '${bo.personId}'`),
    one(
      'writes the secret of a code app',
      `UPDATE person SET totp_secret = 'mine', totp_last_step = 0 WHERE id = '${bo.personId}'`,
    ),
    one('lets a code be used again', `UPDATE person SET totp_last_step = 0 WHERE id = '${bo.personId}'`),
    one('changes the key of a personnummer', `UPDATE person SET person_key = '${hash}' WHERE id = '${bo.personId}'`),
    one('changes a password by the person’s login', `SELECT change_password('${bo.sessionId}', 'mine')`, 'change'),
    one('changes a code app by the person’s login', `SELECT change_code_app('${bo.sessionId}', 'mine', 1)`, 'change'),
    one(
      'adds a passkey by the person’s login',
      `SELECT add_passkey('${bo.sessionId}', 'mine', '\\x00', 0, '{}', 'mine')`,
      'change',
    ),
    one('removes a passkey by the person’s login', `SELECT remove_passkey('${bo.sessionId}', '${things.passkey}')`, 'change'),
    one(
      'makes a login link by the person’s login',
      `SELECT give_login_link('${bo.sessionId}', NULL, '${bo.personId}', '${hash}', 'mine', now() + interval '1 day')`,
      'change',
    ),
    one(
      'makes a login link for a colleague by an administrator’s login',
      `SELECT give_login_link('${bo.sessionId}', '${theirs.employerId}', '${bo.personId}', '${hash}', 'mine', now() + interval '1 day')`,
      'change',
    ),
    one('uses a login link by the hash of its row', [
      `CREATE TEMP TABLE got AS SELECT use_login_link((SELECT token_hash FROM login_link LIMIT 1), 'mine', 'mine', 1) AS x`,
      'SELECT x FROM got',
    ]),
    one('asks for which companies a person acts, by their id', `SELECT * FROM employers_of('${bo.personId}')`, 'change'),
    one('… by the id of their login', `SELECT * FROM employers_by_login('${bo.sessionId}')`, 'change'),
    one('… by the hash that stands in its row', [
      `CREATE TEMP TABLE got AS SELECT * FROM employers_by_login((SELECT token_hash FROM login_session WHERE id = '${bo.sessionId}'))`,
      'SELECT * FROM got',
    ]),
    one('… by the cookie of a login that has ended', `SELECT * FROM employers_by_login('${past.cookie}')`),
    one(
      'asks whether a person has a part in an application',
      `SELECT 1 WHERE is_party('${things.application}', '${bo.personId}')`,
    ),
    one(
      'asks who of people are the portal’s staff',
      `SELECT * FROM staff_among(ARRAY['${support.personId}', '${operator.personId}']::uuid[])`,
    ),
    one('asks whether a person is an operator', `SELECT 1 WHERE is_operator('${operator.personId}')`),
    one('reads what is kept about a person by their login', `SELECT * FROM export_person('${bo.sessionId}')`, 'change'),
    one('erases a person by their login', `SELECT * FROM erase_person('${bo.sessionId}')`, 'change'),
    one(
      'changes a person’s mail address by their login',
      `SELECT * FROM ask_mail_code('${bo.sessionId}', '${bo.personId}', 'thief@thief.test', '${hash}', now(), 10, 5, now() - interval '1 hour')`,
      'change',
    ),
    one(
      'changes the address itself',
      `UPDATE person SET mail = 'thief@thief.test', mail_verified_at = now() WHERE id = '${bo.personId}'`,
    ),
    one(
      'accepts an invitation by another’s login',
      [
        `CREATE TEMP TABLE got AS SELECT accept_invitation('${bo.sessionId}', (SELECT token_hash FROM invitation LIMIT 1)) AS x`,
        'SELECT x FROM got',
      ],
      'change',
    ),
    one('forgets failed logins', `UPDATE login_delay SET failures = 0, locked_until = NULL`),
    one('removes failed logins', `DELETE FROM login_delay`),
    one(
      'locks somebody out',
      `INSERT INTO login_delay (key, failures, last_at, locked_until) VALUES ('${hash}', 99, now(), now() + interval '1 year')`,
    ),
    one('makes an answer of the broker’s unused again', `DELETE FROM spent_state`),
    one('makes a passkey’s challenge unused again', `DELETE FROM used_challenge`),
    one(
      'plants a key of the broker’s',
      `INSERT INTO broker_key (thumbprint, issuer, jwk, first_used_at) VALUES ('mine', 'https://broker.test', '{}', now())`,
    ),
  ]
}
