// Another company: speaking for it, and rights there.
import { randomBytes, randomUUID } from 'node:crypto'
import { newToken } from '#lib/access/session-token.ts'
import { type Scene, sqlTry, type Try } from './try.ts'

export function tenantTries({ world: { ours, theirs, anna, bo, carl, past, operator, support, things } }: Scene): Try[] {
  const about = 'another company'
  const read = `SELECT file_name FROM submission WHERE employer_id = '${theirs.employerId}'`
  const speaks = (does: string, credential: string): Try =>
    sqlTry({
      about,
      does,
      speaks: 'nobody',
      sql: [`SELECT speak_for('${credential}', '${theirs.employerId}')`, read],
      refusal: NOT_THEIRS,
    })
  const none = { about, speaks: 'nobody' } as const
  return [
    sqlTry({
      ...none,
      does: 'sets the company as a setting of the session',
      sql: [`SET kvittens.employer = '${theirs.employerId}'`, read],
    }),
    sqlTry({
      ...none,
      does: 'sets the company as a setting of the transaction',
      sql: [`SELECT set_config('kvittens.employer', '${theirs.employerId}', true)`, read],
    }),
    sqlTry({
      ...none,
      does: 'sets the person as a setting',
      sql: [
        `SELECT set_config('kvittens.person', '${bo.personId}', true)`,
        `SELECT fields FROM application WHERE id = '${things.application}'`,
      ],
    }),
    sqlTry({ ...none, does: 'speaks for nobody', sql: read }),
    speaks('speaks for it with the cookie of a company of one’s own', anna.cookie),
    speaks('speaks for it with a cookie that was never made', `kvittens=${newToken()}`),
    speaks('speaks for it without a cookie', ''),
    speaks('speaks for it with the cookie of a login that has ended', past.cookie),
    speaks('speaks for it with the cookie of a removed member', carl.cookie),
    speaks('speaks for it with the id of a member’s login', bo.sessionId),
    sqlTry({
      ...none,
      does: 'speaks for it with the hash that stands in a login’s row',
      sql: [
        `DO $$ BEGIN PERFORM speak_for((SELECT token_hash FROM login_session WHERE id = '${bo.sessionId}'), '${theirs.employerId}'); END $$`,
        read,
      ],
      refusal: NOT_THEIRS,
    }),
    sqlTry({
      about,
      does: 'speaks for one’s own, then for it in the same transaction',
      sql: [`SELECT speak_for('${anna.cookie}', '${theirs.employerId}')`, read],
      refusal: NOT_THEIRS,
    }),
    sqlTry({
      about,
      does: 'writes who speaks',
      sql: [`UPDATE walls.speaker SET employer_id = '${theirs.employerId}'`, read],
      refusal: /permission denied/,
    }),
    sqlTry({
      ...none,
      does: 'adds who speaks',
      sql: [
        `INSERT INTO walls.speaker (xact, employer_id, certificate) VALUES (pg_current_xact_id(), '${theirs.employerId}', 'x')`,
        read,
      ],
      refusal: /permission denied/,
    }),
    sqlTry({ ...none, does: 'reads who speaks', sql: 'SELECT * FROM walls.speaker', refusal: /permission denied/ }),
    sqlTry({
      ...none,
      does: 'speaks as gateway does, by a certificate’s fingerprint',
      sql: [`SELECT speak_for_certificate('${things.fingerprint}', '${theirs.employerId}')`, read],
      refusal: /permission denied/,
    }),
    sqlTry({ about, does: 'asks which e-services it has in test', sql: `SELECT tried_by('${theirs.employerId}')` }),
    sqlTry({
      about: 'flags',
      does: 'makes itself support',
      sql: [`UPDATE person SET support = true WHERE id = '${anna.personId}'`],
      seen: { check: `SELECT support FROM person WHERE id = '${anna.personId}' AND support` },
    }),
    sqlTry({
      about: 'flags',
      does: 'makes itself operator',
      sql: [`UPDATE person SET operator = true WHERE id = '${anna.personId}'`],
      seen: { check: `SELECT operator FROM person WHERE id = '${anna.personId}' AND operator` },
    }),
    sqlTry({
      about: 'flags',
      does: 'searches as support, as nobody',
      speaks: 'nobody',
      sql: `SELECT * FROM support_find('${things.reference}')`,
      refusal: /not support/,
    }),
    sqlTry({
      about: 'flags',
      does: 'searches as support, as itself',
      sql: `SELECT * FROM support_find('${things.reference}')`,
      refusal: /not support/,
    }),
    sqlTry({
      about: 'flags',
      does: 'looks at what a supporter has looked up',
      sql: [
        `INSERT INTO walls.support_sight (session_id, employer_id, at) VALUES ('${anna.sessionId}', '${theirs.employerId}', now())`,
      ],
      refusal: /permission denied/,
    }),
    sqlTry({
      about: 'flags',
      does: 'counts administrators as operator, by an operator’s id',
      sql: [
        `SELECT set_config('kvittens.person', '${operator.personId}', true)`,
        `SELECT 1 WHERE administrators_left('${theirs.orgnr}') IS NOT NULL`,
      ],
      refusal: /no rows/,
      seen: 'rows',
    }),
    sqlTry({
      about: 'flags',
      does: 'decides an application as operator, by an operator’s login',
      sql: [
        `SELECT set_config('kvittens.person', '${operator.personId}', true)`,
        `SELECT id FROM application WHERE id = '${things.application}'`,
        `SELECT decide_application('${things.application}', '${operator.sessionId}', 0, 'x', 'decline', 'x')`,
      ],
      seen: 'change',
      refusal: /no operator|permission denied|nothing of theirs|another session/,
    }),
    sqlTry({
      about: 'flags',
      does: 'sets support and operator as settings',
      sql: [
        `SELECT set_config('kvittens.support', 'true', true), set_config('kvittens.operator', 'true', true)`,
        `SELECT fields FROM application WHERE id = '${things.application}'`,
      ],
    }),
    ...rightsTries(ours.employerId, { theirs, bo, anna, support, things }),
  ]
}

const NOT_THEIRS = /no rows|permission denied|not this employer|another employer|no session|not found|speaks for nobody/

type Theirs = Pick<Scene['world'], 'theirs' | 'bo' | 'anna' | 'support' | 'things'>

/** Rights at the other company, as its administrator would give them and as the thief would. */
function rightsTries(_ours: string, { theirs, bo, anna, things }: Theirs): Try[] {
  const about = 'rights there'
  const employer = theirs.employerId
  const set = `SELECT set_config('kvittens.employer', '${employer}', true)`
  const give = (does: string, sql: string): Try => sqlTry({ about, does, speaks: 'nobody', sql: [set, sql] })
  const der = randomBytes(20).toString('hex')
  return [
    give(
      'gives a mandate',
      `INSERT INTO mandate (id, employer_id, agent_orgnr, valid_from, valid_until) VALUES (gen_random_uuid(), '${employer}', '165599001236', current_date, current_date + 1)`,
    ),
    give(
      'registers a certificate',
      `INSERT INTO certificate (id, employer_id, fingerprint, issuer, number, subject_number, common_name, not_before, not_after, der, valid_from)
      VALUES (gen_random_uuid(), '${employer}', encode(sha256('\\x${der}'), 'hex'), 'CN=CA', 'ab', 'x', 'x', now(), now() + interval '1 day', '\\x${der}', now())`,
    ),
    give('removes a certificate', `UPDATE certificate SET removed_at = now() WHERE employer_id = '${employer}'`),
    give(
      'adds a member',
      `INSERT INTO member (id, employer_id, person_id, role) VALUES (gen_random_uuid(), '${employer}', '${anna.personId}', 'administrator')`,
    ),
    give('opens an exchange', `INSERT INTO exchange (employer_id, service) VALUES ('${employer}', 'lonefragan')`),
    give(
      'adds a webhook',
      `INSERT INTO webhook (employer_id, url, events, secret) VALUES ('${employer}', 'https://thief.test/', '{}', 'x')`,
    ),
    give('changes a webhook', `UPDATE webhook SET secret = 'mine' WHERE employer_id = '${employer}'`),
    give(
      'has mails sent to itself',
      `INSERT INTO notice_recipient (employer_id, address, topics) VALUES ('${employer}', 'thief@thief.test', '{}')`,
    ),
    give('hands in a file', insertedFile(employer, bo.personId)),
    give(
      'withdraws a file',
      `UPDATE submission SET withdrawn_at = now(), next_attempt_at = NULL, held_at = NULL, held_reason = NULL WHERE id = '${things.submission}'`,
    ),
    give('marks a file from FK as fetched', `UPDATE delivery SET fetched_at = now() WHERE id = '${things.delivery}'`),
    give('reads the key of an unfinished upload', `SELECT sealed_key FROM upload WHERE id = '${things.upload}'`),
    give(
      'goes on with an unfinished upload',
      `UPDATE upload SET holder = 'thief', held_until = now() WHERE id = '${things.upload}'`,
    ),
    sqlTry({
      about,
      does: 'invites itself, by an administrator’s login',
      sql: [
        set,
        `SELECT invite_member('${bo.sessionId}', '${employer}', gen_random_uuid(), '${randomBytes(32).toString('hex')}', 'T', 't@thief.test', 'administrator', NULL, NULL, NULL, now() + interval '1 day', 100)`,
      ],
      seen: 'change',
    }),
    sqlTry({
      about,
      does: 'removes a member, by an administrator’s login',
      sql: [set, `SELECT remove_member('${bo.sessionId}', '${employer}', '${bo.personId}')`],
      seen: 'change',
    }),
    sqlTry({
      about,
      does: 'ends all members by saying that years have passed',
      sql: `SELECT lapse_members(now() + interval '10 years', 1, 1, '{}')`,
      seen: 'change',
    }),
    sqlTry({
      about,
      does: 'puts links of its own into an application that falls due',
      sql: `SELECT effect_application('${things.application}', '{mine}', now() + interval '1 day')`,
      seen: 'change',
    }),
    sqlTry({
      about,
      does: 'ends the company, by an administrator’s login',
      sql: [set, `SELECT end_employer('${bo.sessionId}', '${employer}')`],
      seen: 'change',
    }),
  ]
}

const insertedFile = (employerId: string, personId: string): string =>
  `INSERT INTO submission (id, reference, employer_id, service, way, person_id, file_name, format, bytes, sha256, records, warnings, report, message_id, submitted_at)
   VALUES (gen_random_uuid(), 'ZZZZ-${randomBytes(2).toString('hex').toUpperCase()}-9', '${employerId}', 'sjukanmalan', 'browser', '${personId}', 'x.xml', 'xml', 1, '${'0'.repeat(64)}', 1, 0, '{}', '${randomUUID()}', now())`
