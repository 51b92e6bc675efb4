// Bugs planted one at a time, each with the layer that holds all the same, or the promise that falls and who notices. Nothing
// in the product knows of this: a statement is changed on its way to the database, a constraint is dropped, a call is wrapped.
// Each story is told without its bug as well: then nothing is seen of what gives the bug away.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { over, type SqlPlant } from '#e2e/fixtures/planted-sql.ts'
import { relayFixture } from '#e2e/fixtures/relay.ts'
import { runOnce } from '#lib/relay/loop.ts'
import { openAttempt } from '#lib/submissions/open-attempt.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import { anewEachTry, answersEarly, findsNoDuplicate, type Stories, storiesOf, unknownAsUnsent } from './stories.ts'

let told: Stories
beforeAll(async () => {
  const at = await relayFixture()
  told = storiesOf(at)
})
afterAll(() => told.at.drop())

type Plant = {
  /** Who holds: a layer of ours, or else who finds the promise broken. */
  layer: string
  /** The promise that falls with this layer alone gone; none: another one holds. */
  falls?: 'R1' | 'R2' | 'R3' | 'R4'
  /** What is seen when the bug is there. */
  seen: RegExp
  /** Tells the story with the bug or without it, and gives what is seen. */
  story: (bug: boolean) => Promise<string>
}

const LEASE_LOOK = '(t.lease_until IS NULL OR t.lease_until <= now())'
const claiming = (to: string): SqlPlant[] => [{ name: 'claim-next', from: LEASE_LOOK, to }]
const SAME_FENCE: SqlPlant[] = ['claim-next', 'claim-alone'].map((name) => ({
  name,
  from: 'fence = t.fence + 1',
  to: 'fence = t.fence',
}))
const OPENS_TWICE: SqlPlant[] = [{ name: 'open-attempt', from: ' AND sending_at IS NULL', to: '' }]
const busy: Outcome = { kind: 'unsent', code: 'status-503', fault: 'receiver', retryAfterMs: null, answer: null }

/** The first claims and goes to sleep; the second comes; the first wakes up and sends. */
async function wakesUp(plants: SqlPlant[], { isExpired }: { isExpired: boolean }): Promise<string> {
  const [first, second] = [told.relay('first', plants), told.relay('second', plants)]
  await told.handIn()
  const slept = await told.claim(first)
  if (isExpired) await told.at.expireLeases()
  await runOnce(second)
  await told.send(first, slept)
  return `${told.events.join(', ')}; ${await told.ledger()}; ${await told.faults(true)}`
}

/** The first is sending; the second comes meanwhile, as often as something is due. */
async function comesMeanwhile(plants: SqlPlant[], dedupes: boolean): Promise<string> {
  await told.at.agency.behave({ dedupe: dedupes })
  const [first, second] = [told.relay('first', plants, { dedupes }), told.relay('second', plants, { dedupes })]
  await told.handIn()
  const { begun, answer, other } = told.slowly()
  const sending = told.send(first, await told.claim(first), other)
  await begun
  await told.runOut(second)
  const held = await told.at.given.owner.prisma.submission.count({ where: { heldReason: 'unknown' } })
  answer(undefined)
  await sending
  return `held ${held}; ${await told.ledger()}; ${await told.faults(dedupes)}`
}

/** Sent once into a broken line and then as often as is due. */
async function brokenLine(
  dedupes: boolean,
  change: (relay: ReturnType<Stories['relay']>) => void,
  agencyDrops = dedupes,
): Promise<string> {
  await told.at.agency.behave({ dedupe: agencyDrops, rules: [{ mode: 'store-then-reset' }] })
  await told.handIn()
  const relay = told.relay('only', [], { dedupes })
  change(relay)
  await runOnce(relay)
  await told.at.agency.behave({ dedupe: agencyDrops })
  await told.runOut(relay)
  return await told.faults(agencyDrops)
}
const wrapped = (bug: boolean, other: typeof anewEachTry) => (relay: ReturnType<Stories['relay']>) => {
  if (bug) relay.channel = { ...relay.channel, send: other(relay.channel.send) }
}

/** Delivered by a relay with this bug. */
async function delivered(plants: SqlPlant[]): Promise<string> {
  await told.handIn()
  await runOnce(told.relay('only', plants))
  return await told.faults(true)
}

const deliveredThen = async (sql: string): Promise<string> => {
  await delivered([])
  return await told.refused(sql)
}

const PLANTS: Record<string, Plant> = {
  'the lease is not looked at: another relay takes what is about to be sent': {
    layer: 'the fence',
    seen: /first: claim-lost.*ledger 1, repeats 0; $/,
    story: (bug) => wakesUp(bug ? claiming('true') : [], { isExpired: false }),
  },
  'the lease is not looked at: another relay takes what is under way': {
    layer: 'the message id: the receiver drops the repeat',
    seen: /ledger 1, repeats 1; $/,
    story: (bug) => comesMeanwhile(bug ? claiming('true') : [], true),
  },
  'the lease is not looked at, and the receiver keeps repeats': {
    layer: 'the step after unknown: held, never sent again',
    seen: /^held 1; ledger 1, repeats 0; $/,
    story: (bug) => comesMeanwhile(bug ? claiming('true') : [], false),
  },
  'the lease goes by a clock of the relay’s that is a day ahead': {
    layer: 'the fence',
    seen: /first: claim-lost.*ledger 1, repeats 0; $/,
    story: (bug) =>
      wakesUp(bug ? claiming(`(t.lease_until IS NULL OR t.lease_until <= now() + interval '1 day')`) : [], { isExpired: false }),
  },
  'the lease goes by a clock of the relay’s that is a day behind': {
    layer: 'the audit',
    falls: 'R2',
    seen: /is not at rest/,
    async story(bug) {
      const dead = told.relay('dead')
      await told.handIn()
      await openAttempt(dead, await told.claim(dead), { relay: 'dead', leaseMs: 20_000 })
      await told.at.expireLeases()
      const plants = bug ? claiming(`(t.lease_until IS NULL OR t.lease_until <= now() - interval '1 day')`) : []
      await told.runOut(told.relay('alive', plants))
      return await told.faults(true)
    },
  },
  'the fence is not raised by a claim': {
    layer: 'the look at an open attempt when one is opened',
    seen: /^same fence; .*first: claim-lost.*ledger 1, repeats 0; $/,
    async story(bug) {
      const [first, second] = [told.relay('first', bug ? SAME_FENCE : []), told.relay('second', bug ? SAME_FENCE : [])]
      await told.handIn()
      const slept = await told.claim(first)
      await told.at.expireLeases()
      const taken = await told.claim(second)
      const { begun, answer, other } = told.slowly()
      const sending = told.send(second, taken, other)
      await begun
      await told.send(first, slept)
      answer(undefined)
      await sending
      const fences = slept.fence === taken.fence ? 'same fence' : 'other fence'
      return `${fences}; ${told.events.join(', ')}; ${await told.ledger()}; ${await told.faults(true)}`
    },
  },
  'the fence is not raised, and nobody looks for an open attempt': {
    layer: 'the unique index attempt_one_open',
    seen: /first: deliver-failed attempt_one_open.*ledger 1, repeats 0; $/,
    async story(bug) {
      const plants = bug ? [...SAME_FENCE, ...OPENS_TWICE] : []
      const [first, second] = [told.relay('first', plants), told.relay('second', plants)]
      await told.handIn()
      const slept = await told.claim(first)
      await told.at.expireLeases()
      const { begun, answer, other } = told.slowly()
      const sending = told.send(second, await told.claim(second), other)
      await begun
      await told.send(first, slept)
      answer(undefined)
      await sending
      return `${told.events.join(', ')}; ${await told.ledger()}; ${await told.faults(true)}`
    },
  },
  'the fence is not raised, and a late writer has no receipt': {
    layer: 'the attempt, which is closed once',
    seen: /^same fence; .*first: attempt-late.*open 1/,
    async story(bug) {
      const plants = bug ? SAME_FENCE : []
      const [first, second] = [told.relay('first', plants), told.relay('second', plants)]
      await told.handIn()
      const slept = await told.claim(first)
      const late = told.slowly()
      const sleeping = told.send(first, slept, late.other)
      await late.begun
      await told.at.expireLeases()
      await runOnce(second)
      await told.at.makeDue()
      const again = await told.claim(second)
      const repeat = told.slowly()
      const repeating = told.send(second, again, repeat.other)
      await repeat.begun
      late.answer(busy)
      await sleeping
      const open = await told.at.given.owner.prisma.attempt.count({ where: { closedAt: null } })
      repeat.answer(undefined)
      await repeating
      const fences = slept.fence === again.fence ? 'same fence' : 'other fence'
      return `${fences}; ${told.events.join(', ')}; open ${open}`
    },
  },
  'each try has a message id of its own': {
    layer: 'the audit',
    falls: 'R3',
    seen: /twice: the agency has/,
    story: (bug) => brokenLine(true, wrapped(bug, anewEachTry)),
  },
  'what is unknown is taken for unsent': {
    layer: 'the audit',
    falls: 'R3',
    seen: /twice: the agency took/,
    story: (bug) => brokenLine(false, wrapped(bug, unknownAsUnsent)),
  },
  'the receiver’s file promises that repeats are dropped, and they are not': {
    layer: 'the audit',
    falls: 'R3',
    seen: /twice: the agency took/,
    story: (bug) => brokenLine(true, () => {}, !bug),
  },
  'the unique index on the kvittensID is gone': {
    layer: 'the audit',
    falls: 'R4',
    seen: /has another file's kvittensID/,
    async story(bug) {
      const index = 'CREATE UNIQUE INDEX submission_channel_kvittens_id_key ON submission (channel, kvittens_id)'
      if (bug) await told.at.given.owner.pool.query('DROP INDEX submission_channel_kvittens_id_key')
      const relay = told.relay('only')
      await told.handIn()
      await runOnce(relay)
      await told.at.agency.behave({ rules: [{ mode: 'old-receipt' }] })
      await told.handIn()
      await runOnce(relay)
      const seen = await told.faults(true)
      await told.reset()
      if (bug) await told.at.given.owner.pool.query(index)
      return seen
    },
  },
  'the receipt is kept outside the transaction, and the relay dies before it': {
    layer: 'the audit',
    falls: 'R4',
    seen: /has no receipt kept/,
    story: (bug) => delivered(bug ? [{ name: 'keep-answer', from: 'WHERE NOT EXISTS', to: 'WHERE false AND NOT EXISTS' }] : []),
  },
  'the outcome is committed and its attempt is not closed': {
    layer: 'the audit',
    falls: 'R2',
    seen: /is not at rest/,
    story: (bug) =>
      delivered(bug ? [{ name: 'close-attempt', from: 'WHERE id = $1::uuid', to: 'WHERE false AND id = $1::uuid' }] : []),
  },
  'no attempt is written down before sending, and the receiver keeps repeats': {
    layer: 'the audit',
    falls: 'R3',
    seen: /twice: the agency took/,
    async story(bug) {
      const sends = { name: 'open-attempt', from: /^.*$/s, to: SENDS_UNSEEN }
      await told.at.agency.behave({ dedupe: false, rules: [{ mode: 'store-then-reset' }] })
      await told.handIn()
      const dead = told.relay('dead', bug ? [sends] : [], { dedupes: false })
      await told.send(dead, await told.claim(dead))
      await told.at.expireLeases()
      await told.at.agency.behave({ dedupe: false })
      await told.runOut(told.relay('alive', [], { dedupes: false }))
      return await told.faults(false)
    },
  },
  'an attempt that a dead relay left is not seen': {
    layer: 'the audit (nothing is sent: that an attempt is open is seen when one is opened)',
    falls: 'R2',
    seen: /alive: claim-lost.*ledger 0, repeats 0; .*is not at rest/s,
    async story(bug) {
      const dead = told.relay('dead')
      await told.handIn()
      await openAttempt(dead, await told.claim(dead), { relay: 'dead', leaseMs: 20_000 })
      await told.at.expireLeases()
      const blind = { name: 'claim-next', from: /AND a\.closed_at IS NULL\) AS lost/, to: 'AND false) AS lost' }
      const alive = told.relay('alive', bug ? [blind] : [])
      await told.send(alive, await told.claim(alive))
      return `${told.events.join(', ')}; ${await told.ledger()}; ${await told.faults(true)}`
    },
  },
  '201 is answered before the COMMIT, which fails': {
    layer: 'the audit',
    falls: 'R1',
    seen: /lost: .* was answered and is not in the database/,
    async story(bug) {
      const { web, owner } = told.at.given
      await owner.pool.query(`
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
        CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON submission DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()`)
      await told.submit({ web: bug ? answersEarly(web) : web }).catch(() => {})
      await owner.pool.query('DROP TRIGGER fail ON submission; DROP FUNCTION fail()')
      return await told.faults(true)
    },
  },
  'nobody looks for the same bytes': {
    layer: 'the audit',
    falls: 'R3',
    seen: /twice: the agency has/,
    async story(bug) {
      const { web, file, first } = told.at.given
      const bytes = Buffer.from('samma fil')
      for (let turn = 0; turn < 2; turn++)
        await told.submit({ web: bug ? findsNoDuplicate(web) : web, file: await file(first.employerId, bytes) })
      await runOnce(told.relay('only'))
      return await told.faults(true)
    },
  },
  'nobody looks for the same key': {
    layer: 'the unique index submission_employer_id_idempotency_key_key',
    seen: /Unique constraint.*idempotency_key/s,
    async story(bug) {
      const { web, file, first } = told.at.given
      const bytes = Buffer.from('samma fil')
      const failed: string[] = []
      for (let turn = 0; turn < 2; turn++)
        await told
          .submit({ web: bug ? findsNoDuplicate(web) : web, file: await file(first.employerId, bytes), key: 'nyckel' })
          .catch((error) => failed.push(String(error)))
      return failed.join()
    },
  },
  'a row is committed without its file': {
    layer: 'the relay, which reads the file through before it connects',
    seen: /held payload; ledger 0/,
    async story(bug) {
      const { file, first } = told.at.given
      const clean = await file(first.employerId)
      const seal = async () => {}
      const unsealed = { ...clean, payload: over(clean.payload, (name) => (name === 'seal' ? seal : undefined)) }
      await told.submit({ file: bug ? unsealed : clean })
      await runOnce(told.relay('only'))
      const [row] = await told.at.given.owner.prisma.submission.findMany()
      return `held ${row?.heldReason}; ${await told.ledger()}`
    },
  },
  'a message id is changed': {
    layer: 'the trigger submission_keeps',
    seen: /a submission is never rewritten/,
    story: (bug) => deliveredThen(`UPDATE submission SET message_id = ${bug ? 'gen_random_uuid()' : 'message_id'}`),
  },
  'what is delivered is put back in the queue': {
    layer: 'the check submission_end_rests',
    seen: /submission_end_rests/,
    story: (bug) => deliveredThen(`UPDATE submission SET next_attempt_at = ${bug ? 'now()' : 'NULL'}`),
  },
  'a delivery is taken back': {
    layer: 'the trigger submission_keeps',
    seen: /an end state stays/,
    story: (bug) => deliveredThen(`UPDATE submission SET ${bug ? 'delivered_at = NULL' : 'delivered_at = delivered_at'}`),
  },
  'what is delivered is refused, too': {
    layer: 'the check submission_one_end',
    seen: /submission_one_end/,
    story: (bug) => deliveredThen(`UPDATE submission SET refused_at = ${bug ? 'now()' : 'NULL'}`),
  },
  'a receipt is changed': {
    layer: 'the trigger receipt_never_changes',
    seen: /receipt.*(never|append)/i,
    story: (bug) => deliveredThen(bug ? `UPDATE receipt SET kvittens_id = 'FK-2'` : 'SELECT FROM receipt'),
  },
}

const SENDS_UNSEEN = `SELECT $4::uuid AS "attemptId", 1 AS number
WHERE $1::uuid IS NOT NULL AND $2::bigint IS NOT NULL AND $3::float8 > 0 AND $5::text <> ''`

test.each(
  Object.entries(PLANTS).map(([bug, plant]) => ({
    bug,
    ...plant,
    says: plant.falls ? `${plant.falls} falls, seen by` : 'held by',
  })),
)('$bug: $says $layer', async ({ seen, story }) => {
  await told.reset()
  expect(await story(false)).not.toMatch(seen)
  await told.reset()
  expect(await story(true)).toMatch(seen)
})

test('there are at least sixteen, and the four that keep a file from going twice are each taken away alone', () => {
  const bugs = Object.keys(PLANTS).join('\n')
  expect(Object.keys(PLANTS).length).toBeGreaterThanOrEqual(16)
  for (const alone of [
    /message id of its own/,
    /unique index on the kvittensID/,
    /fence is not raised by/,
    /lease is not looked at/,
  ])
    expect(bugs).toMatch(alone)
})
