// What an operator is mailed about: each thing begins with one mail, lasts without another that day, and ends with one.
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { type Mailbox, startMailbox } from '#e2e/rehearsal/mail/mailbox.ts'
import { beat } from '#lib/beat.ts'
import { openMailer } from '#lib/mail.ts'
import { OPERATOR_KINDS, type OperatorKind } from '#lib/text/operator-notices.ts'
import { notifyDue } from '../notify.ts'
import type { Relay } from '../relay.ts'
import { readSilence } from './find-conditions.ts'
import { type OperatorWatch, openWatch, watchOperation } from './watch-operation.ts'

let at: RelayFixture
let dir: string
let box: Mailbox
beforeAll(async () => {
  at = await relayFixture()
  dir = mkdtempSync(join(tmpdir(), 'kvittens-mail-'))
  box = await startMailbox({ dir })
})
afterAll(async () => {
  await box.stop()
  rmSync(dir, { recursive: true, force: true })
  await at.drop()
})
beforeEach(async () => {
  await sql('TRUNCATE submission CASCADE')
  await sql('DELETE FROM notice')
  await sql('DELETE FROM notice_recipient')
  await sql('DELETE FROM process_beat')
  await sql('DELETE FROM receiver_line')
  await sql('UPDATE send_gate SET stopped_at = NULL, stopped_why = NULL')
})

const sql = (text: string, values: unknown[] = []) => at.given.owner.pool.query(text, values)
const PORTAL = 'https://kvittens.example.se'
/** Certificates are for ending-certificates.test.ts. */
function watching(name = 'r1', more: Partial<OperatorWatch> = {}): Relay {
  const operator = { ...openWatch(['drift@exempel.test'], 'sv'), certificatesAt: Number.POSITIVE_INFINITY, ...more }
  return {
    ...at.relay(name),
    operator,
    mail: { mailer: openMailer({ url: box.url, from: 'kvittens@example.se' }), publicUrl: PORTAL },
  }
}
const stages = async () =>
  (
    await sql(`SELECT kind || ' ' || (params ->> 'stage') AS told FROM notice WHERE kind LIKE 'operator-%' ORDER BY due_at`)
  ).rows.map(({ told }) => told as string)
const failing = (code: string, seconds: number) =>
  sql(
    `INSERT INTO receiver_line (channel, failing_since, failing_code) VALUES ('https', now() - make_interval(secs => $2), $1)
     ON CONFLICT (channel) DO UPDATE SET failing_since = excluded.failing_since, failing_code = excluded.failing_code`,
    [code, seconds],
  )
const openAgain = () => sql('UPDATE receiver_line SET failing_since = NULL, failing_code = NULL, last_accepted_at = now()')

test('the line: after two minutes, one mail; when it opens, one more', async () => {
  const relays = [watching('r1'), watching('r2')]
  const all = () => Promise.all(relays.map(watchOperation))
  await failing('status-503', 100)
  await all()
  expect(await stages()).toEqual([])
  await failing('status-503', 130)
  await all()
  // Started anew, it knows what was told.
  await watchOperation(watching('r1'))
  expect(await stages()).toEqual(['operator-line begins'])
  await openAgain()
  await all()
  await all()
  expect(await stages()).toEqual(['operator-line begins', 'operator-line over'])
  const [relay] = relays
  while (relay && (await notifyDue(relay)) > 0);
  const mails = box.mails()
  expect(mails).toHaveLength(2)
  expect(mails[0]).toMatch(/^To: drift@exempel\.test/m)
  expect(mails[0]).toContain(`${PORTAL}/driftinformation`)
})

test('while FK is closed, or the line has not been told to work for long, nothing is said to be over', async () => {
  const relay = watching()
  await failing('own-certificate-expired', 130)
  await watchOperation(relay)
  await failing('own-certificate-expired', 10)
  await watchOperation(relay)
  expect(await stages()).toEqual(['operator-line begins'])
  const never = [{ days: [1], from: '00:00', to: '00:01' }]
  await sql('UPDATE receiver_line SET failing_since = NULL, failing_code = NULL, hours = $1', [JSON.stringify(never)])
  await watchOperation(relay)
  expect(await stages()).toEqual(['operator-line begins'])
})

type Scene = {
  begin: (relays: Relay[]) => Promise<unknown>
  end?: (relays: Relay[]) => Promise<unknown>
  more?: Partial<OperatorWatch>
}
const disputed = `UPDATE submission SET disputed_at = now(), disputed_kvittens_id = 'K1', next_attempt_at = NULL`
const oldBeat = (instance: string, minutes: number) =>
  sql(`INSERT INTO process_beat (process, instance, at) VALUES ('relay', $1, now() - make_interval(mins => $2))`, [
    instance,
    minutes,
  ])
const waitingMail = (recipient: string, error: string) =>
  sql(
    `INSERT INTO notice (id, employer_id, kind, about, recipient, params, due_at, void_at, next_attempt_at, attempts, last_error)
     VALUES (gen_random_uuid(), NULL, 'x', $1, $1, '{}', now() - interval '16 minutes', now() + interval '1 day', now() + interval '1 hour', 3, $2)`,
    [recipient, error],
  )

const SCENES: Partial<Record<OperatorKind, Scene>> = {
  line: { begin: () => failing('timeout', 200), end: openAgain },
  queue: {
    async begin() {
      await at.handIn()
      await sql(`UPDATE submission SET next_attempt_at = now() - interval '16 minutes'`)
    },
    end: () => sql(`UPDATE submission SET next_attempt_at = now() + interval '1 minute'`),
    more: { queueGraceMs: 0 },
  },
  'store-away': {
    begin: async () => renameSync(join(at.given.dir, '.kvittens-store'), join(at.given.dir, 'away')),
    end: async () => renameSync(join(at.given.dir, 'away'), join(at.given.dir, '.kvittens-store')),
  },
  'broker-keys': {
    begin: () => beat(at.given.owner, { process: 'keeper', instance: 'k-1', detail: { broker: 'unreadable' } }),
    end: () => beat(at.given.owner, { process: 'keeper', instance: 'k-1' }),
  },
  'keys-away': {
    begin: async () => renameSync(join(at.given.keys, '.kvittens-payload-keys'), join(at.given.keys, 'away')),
    end: async () => renameSync(join(at.given.keys, 'away'), join(at.given.keys, '.kvittens-payload-keys')),
  },
  'key-missing': {
    begin: async () => renameSync(keyFile(), `${keyFile()}.away`),
    end: async () => renameSync(`${keyFile()}.away`, keyFile()),
  },
  'store-distrusted': {
    begin: () => beat(at.given.owner, { process: 'gateway', instance: 'g-1', detail: { store: 'distrusted' } }),
    end: () => beat(at.given.owner, { process: 'gateway', instance: 'g-1', detail: { store: 'trusted' } }),
  },
  disk: { begin: (relays) => keepFree(relays, 1e12), end: (relays) => keepFree(relays, 0) },
  restored: {
    begin: () => sql(`UPDATE send_gate SET stopped_at = now(), stopped_why = 'restored'`),
    end: () => sql(`UPDATE send_gate SET stopped_at = NULL, stopped_why = NULL`),
  },
  held: {
    begin: () => sql(`UPDATE send_gate SET stopped_at = now(), stopped_why = 'held'`),
    end: () => sql(`UPDATE send_gate SET stopped_at = NULL, stopped_why = NULL`),
  },
  'relay-silent': {
    begin: () => oldBeat('r9', 3),
    end: () => beat(at.given.relay, { process: 'relay', instance: 'r9' }),
  },
  dispute: {
    async begin() {
      await at.handIn(2)
      await sql(disputed)
    },
    end: () => sql('UPDATE submission SET disputed_at = NULL, disputed_kvittens_id = NULL, withdrawn_at = now()'),
  },
  contradicted: {
    async begin() {
      await at.handIn()
      await sql(`INSERT INTO event (employer_id, kind, submission_id) SELECT employer_id, 'contradicted', id FROM submission`)
    },
  },
  refused: {
    begin: () =>
      sql(
        `INSERT INTO notice_recipient (employer_id, address, topics, refused_at, refused_code)
         SELECT $1::uuid, n || '@exempel.test', '{}', now(), 'smtp-550' FROM generate_series(1, 3) AS n`,
        [at.given.first.employerId],
      ),
  },
  mail: {
    begin: () => waitingMail('a@exempel.test', 'econnection'),
    end: () => sql(`UPDATE notice SET sent_at = now(), next_attempt_at = NULL WHERE kind = 'x'`),
  },
  'relay-was-silent': { begin: async () => {}, more: { relaysSilentFrom: new Date('2026-11-30T10:00:00Z') } },
}
/** The one month's key that there is. */
const keyFile = () => {
  const [name = ''] = readdirSync(at.given.keys).flatMap((each) => /^(.+\.key)(?:\.away)?$/.exec(each)?.[1] ?? [])
  return join(at.given.keys, name)
}
/** As if the disk were fuller, or had grown. */
async function keepFree(relays: Relay[], lowTimes: number): Promise<void> {
  for (const { operator } of relays) Object.assign(operator ?? {}, { lowTimes })
}
/** In ending-certificates.test.ts. */
const ELSEWHERE: OperatorKind[] = ['certificate']

test('each kind has its scene here', () => {
  expect([...Object.keys(SCENES), ...ELSEWHERE].sort()).toEqual([...OPERATOR_KINDS].sort())
})

test.each(Object.entries(SCENES))(
  '%s: begins, lasts and ends with one mail each, by two relays',
  async (kind, { begin, end, more }) => {
    const relays = [watching('r1', more), watching('r2', more)]
    const look = () => Promise.all(relays.map(watchOperation))
    await look()
    const isThere = kind === 'relay-was-silent'
    expect(await stages()).toEqual(isThere ? [`operator-${kind} once`] : [])
    await begin(relays)
    await look()
    await look()
    const first = [`operator-${kind} ${end ? 'begins' : 'once'}`]
    expect(await stages()).toEqual(first)
    await end?.(relays)
    await look()
    await look()
    expect(await stages()).toEqual(end ? [...first, `operator-${kind} over`] : first)
  },
)

test('a store that cannot be read is told of as well, and keeps nothing else from being told', async () => {
  const [relay, epoch] = [watching(), join(at.given.dir, '.kvittens-epoch')]
  writeFileSync(epoch, 'no number')
  await failing('timeout', 200)
  await watchOperation(relay)
  expect(await stages()).toEqual(['operator-line begins', 'operator-store-away begins'])
  rmSync(epoch)
  await watchOperation(relay)
  expect(await stages()).toContain('operator-store-away over')
})

test('of a month’s key nothing is said while the folder of the keys is away', async () => {
  const relay = watching()
  await SCENES['key-missing']?.begin([])
  await watchOperation(relay)
  await SCENES['keys-away']?.begin([])
  await watchOperation(relay)
  expect(await stages()).toEqual(['operator-key-missing begins', 'operator-keys-away begins'])
  await SCENES['keys-away']?.end?.([])
  await SCENES['key-missing']?.end?.([])
  await watchOperation(relay)
  expect((await stages()).toSorted()).toEqual(
    ['key-missing', 'keys-away'].flatMap((kind) => [`operator-${kind} begins`, `operator-${kind} over`]),
  )
})

test('a queue that has just begun to move is no fault of the queue', async () => {
  const relay = watching('r1', { queueGraceMs: 60_000 })
  await SCENES.queue?.begin([])
  await watchOperation(relay)
  expect(await stages()).toEqual([])
})

test('one recipient whose server is busy is no mail that fails; two are', async () => {
  const relay = watching()
  await waitingMail('a@exempel.test', 'smtp-451')
  await watchOperation(relay)
  expect(await stages()).toEqual([])
  await waitingMail('b@exempel.test', 'smtp-451')
  await watchOperation(relay)
  expect(await stages()).toEqual(['operator-mail begins'])
})

test('a relay that is gone for good is not said to be back', async () => {
  const relay = watching()
  await oldBeat('r9', 3)
  await watchOperation(relay)
  await sql('DELETE FROM process_beat')
  await watchOperation(relay)
  expect(await stages()).toEqual(['operator-relay-silent begins'])
})

test('how long no relay ran is read before the first beat; one that stopped in order was not silent', async () => {
  expect(await readSilence(at.given.relay)).toBeNull()
  await oldBeat('r1', 5)
  expect(await readSilence(at.given.relay)).toBeInstanceOf(Date)
  await oldBeat('r2', 1)
  expect(await readSilence(at.given.relay)).toBeNull()
})

test('without an operator’s address nothing is written', async () => {
  await failing('timeout', 200)
  await watchOperation({ ...watching(), operator: undefined })
  expect(await stages()).toEqual([])
})
