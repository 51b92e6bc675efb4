import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RelayFixture, relayFixture, type SubmissionRecord } from '#e2e/fixtures/relay.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import { claimAlone, claimNext } from '#lib/submissions/claim-next.ts'
import { openAttempt } from '#lib/submissions/open-attempt.ts'
import { resendSubmission } from '#lib/submissions/resend-submission.ts'
import { readGate } from '#lib/submissions/send-gate.ts'
import { settleForOperator } from '#lib/submissions/settle-submission.ts'
import { stateOf } from '#lib/submissions/state.ts'
import { STATUS_WORD } from '#lib/submissions/status.ts'
import { loadReceiver, type ReceiverFile } from '#lib/wire/receiver.ts'
import { keepEpoch } from './keep-epoch.ts'
import { run, runOnce } from './loop.ts'
import { reloadReceiver } from './relay.ts'
import { sendClaimed } from './send-claimed.ts'
import { createWaker } from './waker.ts'

let at: RelayFixture
beforeAll(async () => {
  at = await relayFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.agency.reset()
  // What an earlier test left in the queue is no business of the next.
  await at.given.owner.pool.query(
    `UPDATE submission SET next_attempt_at = NULL, next_poll_at = NULL, lease_until = NULL WHERE next_attempt_at IS NOT NULL OR next_poll_at IS NOT NULL`,
  )
})

const GIVE_UP_HOURS = LIMITS.giveUpDays * 24
const never = new AbortController().signal
const word = (row: SubmissionRecord) => STATUS_WORD[stateOf(row, new Date()).kind]
/** The agency approves after two seconds, which a busy machine takes to send a file. */
const received = (row: SubmissionRecord) => (word(row) === 'godkand' ? 'levererad' : word(row))

async function sendOne(mode: string | undefined, more: Partial<ReceiverFile> = {}) {
  await at.agency.behave({ dedupe: more.dedupes ?? true, rules: mode ? [{ mode: mode as 'reject' }] : [] })
  const [submission] = await at.handIn()
  if (!submission) throw new Error('nothing was handed in')
  const relay = at.relay('relay-1', more)
  await runOnce(relay)
  return { submission, relay, row: await at.look(submission) }
}

test('a file that is handed in is delivered, byte for byte, and the receipt is kept', async () => {
  const bytes = randomBytes(200_000)
  const [submission] = await at.handIn(1, { bytes })
  expect(await runOnce(at.relay())).toBe(1)
  const [entry] = await at.agency.ledger()
  expect(entry).toMatchObject({
    messageId: submission?.messageId,
    orgnr: '5599001236',
    bytes: 200_000,
    sha256: submission?.sha256,
  })
  const row = await at.look({ id: submission?.id ?? '' })
  expect([word(row), row.kvittensId, row.attempts.length]).toEqual(['levererad', entry?.kvittensId, 1])
  expect(Buffer.from(row.receipts[0]?.raw ?? []).toString()).toContain(entry?.kvittensId)
})

test('verdicts are asked for again when a rest of the line is over, also when there is nothing to send', async () => {
  const { submission, relay } = await sendOne(undefined)
  const stopped = { kind: 'unsent', code: 'status-403', fault: 'line' } as const
  relay.line.record(stopped, { ...relay.receiver.pause, firstMs: 1 }, performance.now() - 1_000)
  await at.makeDue()
  await runOnce(relay)
  expect((await at.look(submission)).receipts).toMatchObject([{ kind: 'receipt' }, { kind: 'verdict' }])
})

test('the verdict comes later, by its own clock', async () => {
  const { submission, relay, row } = await sendOne('error-later')
  expect(word(row)).toBe('levererad')
  await expect
    .poll(
      async () => {
        await at.makeDue()
        await runOnce(relay)
        return word(await at.look(submission))
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe('underkand')
  const { receipts, disapprovedAt, nextPollAt } = await at.look(submission)
  expect(receipts.map(({ kind, verdict, reason }) => [kind, verdict, reason])).toEqual([
    ['receipt', null, null],
    ['verdict', 'mottagen', null],
    ['verdict', 'underkand', 'Filen kunde inte läsas in'],
  ])
  expect([disapprovedAt, nextPollAt]).toEqual([expect.any(Date), null])
})

describe.each([true, false])('with a receiver that drops repeats: %s', (dedupes) => {
  // mode, status after the first try, in the ledger by then; status and ledger when the agency has got well and a second try was due
  const held = dedupes ? 'okand' : 'vantar'
  const after = dedupes ? 'levererad' : 'vantar'
  test.each([
    ['reject', 'underkand', 0, 'underkand', 0],
    ['status-500', 'i-ko', 0, 'levererad', 1],
    ['status-503', 'i-ko', 0, 'levererad', 1],
    ['status-502', held, 0, after, dedupes ? 1 : 0],
    ['hang', held, 0, after, dedupes ? 1 : 0],
    ['slow', 'levererad', 1, 'levererad', 1],
    ['reset-before-body', 'i-ko', 0, 'levererad', 1],
    ['reset-mid-body', held, 0, after, dedupes ? 1 : 0],
    ['store-then-reset', held, 1, after, 1],
    ['store-then-hang', held, 1, after, 1],
    ['empty-answer', held, 1, after, 1],
    ['html-answer', held, 0, after, dedupes ? 1 : 0],
    ['error-later', 'levererad', 1, 'levererad', 1],
  ] as const)('%s: %s with %i in the ledger, then %s with %i', async (mode, first, stored, then, storedThen) => {
    const { submission, relay, row } = await sendOne(mode, { dedupes })
    expect([received(row), (await at.agency.ledger()).length]).toEqual([first, stored])
    await at.agency.behave({ dedupe: dedupes })
    await at.makeDue()
    await runOnce(relay)
    const later = await at.look(submission)
    const ledger = await at.agency.ledger()
    expect([received(later), ledger.length]).toEqual([then, storedThen])
    if (later.kvittensId) expect(later.kvittensId).toBe(ledger[0]?.kvittensId)
    if (then === 'vantar') expect(later.heldReason).toBe('unknown')
  })

  test('an earlier receipt for a new file puts both in dispute, and neither is sent again', async () => {
    const first = await sendOne(undefined, { dedupes })
    const second = await sendOne('old-receipt', { dedupes })
    expect([word(second.row), second.row.kvittensId]).toEqual(['vantar', null])
    expect(second.row.attempts).toMatchObject([{ outcome: 'unknown', code: 'receipt-taken' }])
    expect(second.row.receipts).toMatchObject([{ kind: 'receipt', kvittensId: first.row.kvittensId }])
    await at.agency.behave({ dedupe: dedupes })
    await at.makeDue()
    await runOnce(second.relay)
    const rows = [await at.look(first.submission), await at.look(second.submission)]
    expect(rows.map(({ kvittensId }) => kvittensId)).toEqual([first.row.kvittensId, null])
    expect(rows.map((row) => [word(row), row.attemptCount, row.disputedKvittensId])).toEqual(
      rows.map(() => ['vantar', 1, first.row.kvittensId]),
    )
    expect(await at.agency.ledger()).toMatchObject([{ repeats: 0 }, { repeats: 0 }])
  })
})

test('one company’s receipt, given to another’s file first: it is believed until the true one comes, and then neither is', async () => {
  const first = await sendOne('store-then-reset')
  expect(word(first.row)).toBe('okand')
  await at.agency.behave({ dedupe: true, rules: [{ mode: 'old-receipt', orgnr: at.given.second.orgnr }] })
  const [other] = await at.handIn(1, { second: true })
  if (!other) throw new Error('nothing was handed in')
  const { relay } = first
  await runOnce(relay)
  const [own] = await at.agency.ledger()
  // Nothing tells yet that the id is another's.
  expect(await at.look(other)).toMatchObject({ kvittensId: own?.kvittensId, disputedAt: null })
  const isApproved = async () => {
    await at.given.owner.pool.query('UPDATE submission SET next_poll_at = now() WHERE next_poll_at IS NOT NULL')
    await runOnce(relay)
    return word(await at.look(other))
  }
  await expect.poll(isApproved, { timeout: 60_000, interval: 300 }).toBe('godkand')
  await at.makeDue()
  await runOnce(relay)
  const rows = [await at.look(first.submission), await at.look(other)]
  expect(rows.map(word)).toEqual(['vantar', 'vantar'])
  expect(rows.map(({ disputedKvittensId }) => disputedKvittensId)).toEqual([own?.kvittensId, own?.kvittensId])
  // What had been recorded of the other stands as it stood; the true receipt is kept with its own file.
  expect(rows[1]).toMatchObject({ deliveredAt: expect.any(Date), approvedAt: expect.any(Date), kvittensId: own?.kvittensId })
  expect(rows[0]).toMatchObject({
    deliveredAt: null,
    kvittensId: null,
    receipts: [{ kind: 'receipt', kvittensId: own?.kvittensId }],
  })
  await at.makeDue()
  await runOnce(relay)
  expect((await at.agency.ledger()).map(({ repeats }) => repeats)).toEqual([1, 0])

  // FK says that the id is the first one's: the other loses it, and its verdict with it, and is neither sent again nor forgotten.
  const settlement = { as: 'has', kvittensId: own?.kvittensId ?? '', toldAt: new Date(), how: 'phone' } as const
  const told = { reference: rows[0]?.reference ?? '', settlement, actor: 'admin:test', name: 'Driften' }
  await settleForOperator({ db: at.given.relay }, told)
  const ended = async () => {
    await at.given.owner.pool.query('UPDATE submission SET next_poll_at = now() WHERE next_poll_at IS NOT NULL')
    await runOnce(relay)
    const both = [await at.look(first.submission), await at.look(other)]
    return both.map((row) => [word(row), row.kvittensId, row.disputedAt, row.heldReason])
  }
  const ends = [
    ['godkand', own?.kvittensId, null, null],
    ['vantar', null, null, 'unknown'],
  ]
  await expect.poll(ended, { timeout: 60_000, interval: 300 }).toEqual(ends)
  expect((await at.agency.ledger()).map(({ repeats }) => repeats)).toEqual([1, 0])
}, 60_000)

test('a backup taken just before a file went is known when it is put back at once: the same relay and a new one send nothing', async () => {
  const relay = at.relay()
  await runOnce(relay)
  const { pool } = at.given.owner
  const backup = (await pool.query<{ epoch: string }>('SELECT epoch FROM send_gate')).rows[0]?.epoch
  await at.handIn()
  expect(await runOnce(relay)).toBe(1)
  await pool.query('UPDATE send_gate SET epoch = $1', [backup])
  await at.handIn()
  for (const one of [relay, at.relay('relay-2')]) expect(await runOnce(one)).toBe(0)
  expect(await at.agency.ledger()).toHaveLength(1)
  expect(await readGate(relay.db, at.given.dir)).toMatchObject({ kind: 'stopped', why: 'restored' })
  await pool.query('UPDATE send_gate SET epoch = 9999, stopped_at = NULL, stopped_why = NULL')
})

test('no epoch begins while the store is away: the database would pass it, and a restore go unnoticed', async () => {
  const relay = at.relay()
  const epochNow = async () => (await at.given.owner.pool.query('SELECT epoch FROM send_gate')).rows[0]?.epoch
  const before = await epochNow()
  relay.epoch = { known: null, begunAt: Number.NEGATIVE_INFINITY, hasMoved: false }
  relay.payloads = { ...relay.payloads, dir: mkdtempSync(join(tmpdir(), 'kvittens-mount-')) }
  expect([await keepEpoch(relay), await epochNow(), readdirSync(relay.payloads.dir)]).toEqual([0, before, []])
  rmSync(relay.payloads.dir, { recursive: true })
})

test('a 500 from a receiver that has not promised otherwise may mean that it has the file: it is not sent again by itself', async () => {
  const { row } = await sendOne('status-500', { dedupes: false, answers: {} })
  expect(row).toMatchObject({ heldReason: 'unknown', attempts: [{ outcome: 'unknown', code: 'status-500' }] })
})

test('an error in answer to a repeat is no refusal of the file that the receiver has', async () => {
  const { submission, relay } = await sendOne('store-then-reset')
  await at.agency.behave({ dedupe: true, rules: [{ mode: 'status-422' }] })
  await at.makeDue()
  await runOnce(relay)
  expect(await at.look(submission)).toMatchObject({ refusedAt: null, heldReason: 'unknown', attemptCount: 2 })
  expect(await at.agency.ledger()).toHaveLength(1)
})

describe('relays that die or sleep', () => {
  const lose = async () => {
    const relay = at.relay('dead')
    const [first] = await claimNext(relay, { channel: 'https', limit: 1, leaseMs: 20_000 })
    const claim = first ?? (await claimAlone(relay, { channel: 'https', leaseMs: 20_000 }))[0]
    if (!claim) throw new Error('nothing to claim')
    await openAttempt(relay, claim, { relay: 'dead', leaseMs: 20_000 })
    await at.expireLeases()
    return claim
  }

  test('an attempt that a dead relay left is unknown before anything else happens, and is then sent under the same id', async () => {
    const [submission] = await at.handIn()
    const { messageId } = await lose()
    const relay = at.relay('alive')
    await runOnce(relay)
    const row = await at.look({ id: submission?.id ?? '' })
    expect([word(row), row.attempts.map(({ outcome, code, relay: name }) => [outcome, code, name])]).toEqual([
      'okand',
      [['unknown', 'relay-lost', 'dead']],
    ])
    expect(await at.agency.ledger()).toEqual([])
    await at.makeDue()
    await runOnce(relay)
    expect(await at.agency.ledger()).toMatchObject([{ messageId }])
    expect(word(await at.look({ id: submission?.id ?? '' }))).toBe('levererad')
  })

  test('… or is held, where repeats are not dropped', async () => {
    const [submission] = await at.handIn()
    await lose()
    await runOnce(at.relay('alive', { dedupes: false }))
    expect(await at.look({ id: submission?.id ?? '' })).toMatchObject({ heldReason: 'unknown', attemptCount: 1 })
    expect(await at.agency.ledger()).toEqual([])
  })

  test('a file that took three relays with it is held as unknown, and the next file goes', async () => {
    const [poison] = await at.handIn()
    for (let death = 1; death <= 3; death++) {
      await lose()
      await runOnce(at.relay(`after-${death}`))
      await at.makeDue()
    }
    const [next] = await at.handIn()
    await runOnce(at.relay())
    const held = { heldReason: 'unknown', attemptCount: 3, deaths: 3, mayRepeat: true }
    expect(await at.look({ id: poison?.id ?? '' })).toMatchObject(held)
    expect(word(await at.look({ id: next?.id ?? '' }))).toBe('levererad')
  })

  test('… and what a person has sent once more is sent once, under its own id, and held again unless FK gives a receipt', async () => {
    const [poison] = await at.handIn()
    if (!poison) throw new Error('nothing was handed in')
    const { employerId, anna } = at.given.first
    const sendOnceMore = () =>
      resendSubmission({ db: at.given.web, actor: anna.actor }, { employerId, reference: poison.reference })
    for (let death = 1; death <= 3; death++) {
      await lose()
      await runOnce(at.relay())
      await at.makeDue()
    }
    await at.agency.behave({ rules: [{ mode: 'status-503' }] })
    await sendOnceMore()
    await runOnce(at.relay())
    expect(await at.look(poison)).toMatchObject({ heldReason: 'unknown', attemptCount: 4, mayRepeat: true })
    await at.agency.behave({})
    await sendOnceMore()
    await runOnce(at.relay())
    expect(await at.agency.ledger()).toMatchObject([{ messageId: poison.messageId, repeats: 0 }])
    expect(word(await at.look(poison))).toBe('levererad')
  })

  test('… but not where repeats are kept by now, or the receiver may have forgotten the id', async () => {
    const [poison] = await at.handIn()
    if (!poison) throw new Error('nothing was handed in')
    await lose()
    await runOnce(at.relay())
    await at.makeDue()
    await runOnce(at.relay('relay-1', { dedupes: false }))
    expect(await at.look(poison)).toMatchObject({ heldReason: 'unknown', attemptCount: 1, mayRepeat: false })
    const { employerId, anna } = at.given.first
    const again = resendSubmission({ db: at.given.web, actor: anna.actor }, { employerId, reference: poison.reference })
    await expect(again).rejects.toMatchObject({ code: 'conflict', detail: 'may_double' })
  })

  test('files that relays died with are sent alone, in turns with the others', async () => {
    const died: { messageId: string }[] = []
    for (let file = 1; file <= 2; file++) {
      died.push(...(await at.handIn()))
      await lose()
      await runOnce(at.relay())
    }
    await at.makeDue()
    const others = await at.handIn(12)
    const relay = at.relay('relay-1', { limits: { connections: 4, headersMs: 1_000 } })
    const { channel } = relay
    const [underWay, begun, beside] = [new Set<string>(), [] as string[], new Map<string, string[]>()]
    relay.channel = {
      ...channel,
      async send(file, signal) {
        begun.push(file.messageId)
        underWay.add(file.messageId)
        for (const one of underWay) beside.set(one, [...underWay])
        const outcome = await channel.send(file, signal)
        underWay.delete(file.messageId)
        return outcome
      },
    }
    const stop = new AbortController()
    const running = run(relay, { asked: stop.signal, now: never }, createWaker())
    await expect.poll(async () => (await at.agency.ledger()).length, { timeout: 60_000 }).toBe(14)
    stop.abort()
    await running
    const alone = died.map(({ messageId }) => messageId)
    expect(alone.map((messageId) => beside.get(messageId))).toEqual(alone.map((messageId) => [messageId]))
    expect(Math.max(...others.map(({ messageId }) => beside.get(messageId)?.length ?? 0))).toBeGreaterThan(1)
    // The first at once, then others, and the second before all of them have gone.
    const [first = -1, second = -1] = begun.flatMap((messageId, at) => (alone.includes(messageId) ? [at] : []))
    expect(first).toBe(0)
    expect([second > 1, second < begun.length - 1]).toEqual([true, true])
  })

  test('a relay that slept past its lease sends nothing it had not begun, and writes nothing late', async () => {
    const [submission] = await at.handIn()
    const sleeper = at.relay('sleeper')
    const [claim] = await claimNext(sleeper, { channel: 'https', limit: 1, leaseMs: 20_000 })
    await at.expireLeases()
    await runOnce(at.relay('other'))
    if (claim) await sendClaimed(sleeper, claim, never)
    expect(await at.agency.ledger()).toMatchObject([{ repeats: 0 }])
    expect((await at.look({ id: submission?.id ?? '' })).attempts).toMatchObject([{ relay: 'other', outcome: 'accepted' }])
  })

  test('two relays that send the same file at once: one message at the receiver, one receipt here', async () => {
    const [submission] = await at.handIn()
    await at.agency.behave({ rules: [{ mode: 'slow' }] })
    const sleeper = at.relay('sleeper')
    const [claim] = await claimNext(sleeper, { channel: 'https', limit: 1, leaseMs: 20_000 })
    if (!claim) throw new Error('nothing to claim')
    const late = sendClaimed(sleeper, claim, never)
    await expect.poll(async () => (await at.agency.ledger()).length).toBe(1)
    await at.expireLeases()
    const other = at.relay('other')
    await runOnce(other) // records the open attempt as unknown
    await at.makeDue()
    await at.agency.behave({})
    await runOnce(other)
    await late
    const row = await at.look({ id: submission?.id ?? '' })
    expect(row.attempts.map(({ relay, outcome }) => [relay, outcome])).toEqual([
      ['sleeper', 'unknown'],
      ['other', 'accepted'],
    ])
    expect(await at.agency.ledger()).toMatchObject([{ kvittensId: row.kvittensId, repeats: 1 }])
    expect(row.receipts).toHaveLength(1)
  })

  test('a receipt that comes after its relay was taken for dead ends the waiting, also where repeats are kept', async () => {
    const [submission] = await at.handIn()
    await at.agency.behave({ rules: [{ mode: 'slow' }] })
    const sleeper = at.relay('sleeper', { dedupes: false })
    const [claim] = await claimNext(sleeper, { channel: 'https', limit: 1, leaseMs: 20_000 })
    if (!claim || !submission) throw new Error('nothing to claim')
    const late = sendClaimed(sleeper, claim, never)
    await expect.poll(async () => (await at.agency.ledger()).length).toBe(1)
    await at.expireLeases()
    await runOnce(at.relay('other', { dedupes: false }))
    expect(await at.look(submission)).toMatchObject({ heldReason: 'unknown' })
    await late
    const row = await at.look(submission)
    expect([word(row), row.attempts.map(({ code }) => code)]).toEqual(['levererad', ['relay-lost']])
    expect(await at.agency.ledger()).toMatchObject([{ kvittensId: row.kvittensId, repeats: 0 }])
  })

  test('a receipt is held on to when the database is away for longer than the lease', async () => {
    const [submission] = await at.handIn()
    await at.agency.behave({ rules: [{ mode: 'slow' }] })
    const limits = { leaseMs: 300, headersMs: 1_000 }
    const relay = at.relay('relay-1', { limits })
    const faults: string[] = []
    relay.log = { ...relay.log, fault: (event) => String(faults.push(event)) }
    const [claim] = await claimNext(relay, { channel: 'https', limit: 1, leaseMs: 20_000 })
    if (!claim || !submission) throw new Error('nothing to claim')
    const sent = sendClaimed(relay, claim, never)
    await expect.poll(async () => (await at.agency.ledger()).length).toBe(1)
    await at.given.owner.pool.query('REVOKE UPDATE ON submission FROM kvittens_relay')
    try {
      // Pauses of 100, 200, 400 and 800 ms: long past the lease.
      const tries = () => faults.filter((event) => event === 'attempt-not-recorded').length
      await expect.poll(tries, { timeout: 60_000 }).toBeGreaterThan(3)
    } finally {
      await at.given.owner.pool.query('GRANT UPDATE ON submission TO kvittens_relay')
    }
    await sent
    expect(word(await at.look(submission))).toBe('levererad')
  })

  test('two relays drain a queue together, each file once', async () => {
    const submissions = await at.handIn(12)
    const [one, two] = [at.relay('one'), at.relay('two')]
    // The first has all that it may under way when the second comes, so neither finds the queue empty.
    await at.agency.behave({ rules: [{ mode: 'slow' }] })
    const first = runOnce(one)
    await expect.poll(async () => (await at.agency.ledger()).length).toBeGreaterThan(0)
    await Promise.all([first, runOnce(two)])
    const ledger = await at.agency.ledger()
    expect(ledger.map(({ messageId }) => messageId).sort()).toEqual(submissions.map(({ messageId }) => messageId).sort())
    const attempts = await at.given.owner.prisma.attempt.groupBy({
      by: ['relay'],
      where: { submissionId: { in: submissions.map(({ id }) => id) } },
      _count: true,
    })
    expect(attempts.map(({ relay }) => relay).sort()).toEqual(['one', 'two'])
  })
})

/** As if the submission's attempts had been made so long ago. */
async function longAgo({ id }: { id: string }, hours: number): Promise<void> {
  const { pool } = at.given.owner
  await pool.query(`ALTER TABLE attempt DISABLE TRIGGER attempt_closed_once`)
  await pool.query(`UPDATE attempt SET opened_at = now() - make_interval(hours => $2) WHERE submission_id = $1`, [id, hours])
  await pool.query(`ALTER TABLE attempt ENABLE TRIGGER attempt_closed_once`)
  await pool.query(`UPDATE submission SET due_since = now() - make_interval(hours => $2, mins => 1) WHERE id = $1`, [id, hours])
}

describe('what is wrong with us and not with the file', () => {
  test('a 403 stops the line, and every file stays in the queue', async () => {
    await at.agency.behave({ rules: [{ mode: 'status-403' }] })
    const submissions = await at.handIn(20)
    const relay = at.relay('relay-1', { limits: { connections: 2, headersMs: 1_000 }, pause: { firstMs: 60_000 } })
    await runOnce(relay)
    const rows = await Promise.all(submissions.map(at.look))
    expect(rows.map(word)).toEqual(rows.map(() => 'i-ko'))
    expect(rows.filter(({ attemptCount }) => attemptCount > 0).length).toBeLessThanOrEqual(2)
    expect(relay.line.rest()).toMatchObject({ code: 'status-403', isTold: true })
  })

  test('our own certificate has expired: nothing is claimed and nothing connects', async () => {
    const { tls } = JSON.parse(readFileSync(at.receiverFile(), 'utf8')) as ReceiverFile
    const { row, relay } = await sendOne(undefined, { tls: { ...tls, certificate: at.pki.expired, key: at.pki.expired } })
    expect([word(row), row.attemptCount, row.fence]).toEqual(['i-ko', 0, 0n])
    expect(relay.channel.obstacle(new Date())).toBe('own-certificate-expired')
  })

  test('the receiver refuses our certificate: the line rests after some files, and all stay in the queue', async () => {
    const { tls } = JSON.parse(readFileSync(at.receiverFile(), 'utf8')) as ReceiverFile
    const submissions = await at.handIn(12)
    const more = {
      dedupes: false,
      tls: { ...tls, certificate: at.pki.revoked, key: at.pki.revoked },
      pause: { afterFailures: 3, firstMs: 60_000 },
    }
    const relay = at.relay('relay-1', { ...more, limits: { connections: 1, headersMs: 1_000 } })
    await runOnce(relay)
    const rows = await Promise.all(submissions.map(at.look))
    expect(rows.map(word)).toEqual(rows.map(() => 'i-ko'))
    expect(rows.filter(({ attemptCount }) => attemptCount > 0)).toHaveLength(3)
  })

  test('outside opening hours nothing is sent', async () => {
    const hour = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(11, 13)
    const { row } = await sendOne(undefined, {
      openingHours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: `${hour}:00`, to: `${hour}:01` }],
    })
    expect([word(row), row.attemptCount]).toEqual(['i-ko', 0])
  })

  test('a payload store that is not there stops the line, not the files', async () => {
    const [submission] = await at.handIn()
    const relay = at.relay()
    relay.payloads = { ...relay.payloads, dir: join(at.given.dir, 'not-mounted') }
    await runOnce(relay)
    expect(word(await at.look({ id: submission?.id ?? '' }))).toBe('i-ko')
  })
})

describe('a file of ours that has changed on disk', () => {
  const fileOf = ({ employerId, sha256 }: { employerId: string; sha256: string }) => join(at.given.dir, employerId, sha256)
  const damages: Record<string, (path: string) => void> = {
    'a flipped bit': (path) => {
      const bytes = readFileSync(path)
      const last = bytes.length - 1
      bytes[last] = (bytes[last] ?? 0) ^ 1
      writeFileSync(path, bytes)
    },
    'a cut': (path) => writeFileSync(path, readFileSync(path).subarray(0, -1)),
    'gone altogether': (path) => unlinkSync(path),
  }

  test.each(Object.entries(damages))('%s: not sent, held, and the attempt says why', async (_, damage) => {
    const [submission] = await at.handIn()
    if (submission) damage(fileOf(submission))
    await runOnce(at.relay())
    const row = await at.look({ id: submission?.id ?? '' })
    expect([word(row), row.heldReason]).toEqual(['vantar', 'payload'])
    expect(row.attempts).toMatchObject([{ outcome: 'unsent', code: 'payload-damaged' }])
    expect(await at.agency.ledger()).toEqual([])
  })

  test('another good payload in its place is not sent either; with the right one back it can be resent', async () => {
    const [first, second] = await at.handIn(2)
    if (!first || !second) throw new Error('nothing was handed in')
    const [path, kept] = [fileOf(first), `${fileOf(first)}.kept`]
    renameSync(path, kept)
    writeFileSync(path, readFileSync(fileOf(second)))
    const relay = at.relay()
    await runOnce(relay)
    expect(await at.look(first)).toMatchObject({ heldReason: 'payload' })
    expect(await at.agency.ledger()).toMatchObject([{ sha256: second.sha256 }])
    rmSync(path)
    renameSync(kept, path)
    const { employerId, anna } = at.given.first
    await resendSubmission({ db: at.given.web, actor: anna.actor }, { employerId, reference: first.reference })
    await runOnce(relay)
    expect(word(await at.look(first))).toBe('levererad')
  })
})

describe('a receiver file that is read anew', () => {
  test('decides at once: what is unknown is held when the receiver no longer drops repeats, sent again when it does', async () => {
    const { submission, relay, row } = await sendOne('store-then-reset')
    expect(word(row)).toBe('okand')
    reloadReceiver(relay, at.receiverFile({ dedupes: false }))
    await at.makeDue()
    await runOnce(relay)
    expect(await at.look(submission)).toMatchObject({ heldReason: 'unknown', attemptCount: 1 })
    expect(await at.agency.ledger()).toHaveLength(1)
  })

  test('does not make a repeat safe of what was sent under the old one', async () => {
    const [submission] = await at.handIn()
    await at.agency.behave({ dedupe: false, rules: [{ mode: 'store-then-hang' }] })
    const relay = at.relay('relay-1', { dedupes: false })
    const [claim] = await claimNext(relay, { channel: 'https', limit: 1, leaseMs: 20_000 })
    if (!claim || !submission) throw new Error('nothing to claim')
    const sent = sendClaimed(relay, claim, never)
    await expect.poll(async () => (await at.agency.ledger()).length).toBe(1)
    reloadReceiver(relay, at.receiverFile({ dedupes: true }))
    await sent
    expect(await at.look(submission)).toMatchObject({ heldReason: 'unknown', attemptCount: 1 })
  })

  test('that cannot be read changes nothing', async () => {
    const relay = at.relay()
    const before = relay.receiver
    const file = at.receiverFile()
    writeFileSync(file, '{"name": "x"}')
    reloadReceiver(relay, file)
    expect(relay.receiver).toBe(before)
  })

  test('is refused when its hours run over midnight: as one they would be open never', () => {
    const night = { openingHours: [{ days: [1], from: '22:00', to: '06:00' }] }
    expect(() => loadReceiver(at.receiverFile(night))).toThrow('openingHours.0: `from` must come before `to`')
  })

  test('is refused when it tries longer than people are told', () => {
    const longest = LIMITS.giveUpDays * DAY_MS
    const trying = (giveUpAfterMs: number) => loadReceiver(at.receiverFile({ retry: { giveUpAfterMs } }))
    expect(trying(longest).retry.giveUpAfterMs).toBe(longest)
    expect(() => trying(longest + 1)).toThrow('retry.giveUpAfterMs')
  })
})

test('until the time for trying is over, it is sent again', async () => {
  const { submission, relay } = await sendOne('status-503')
  await longAgo(submission, GIVE_UP_HOURS - 1)
  await at.makeDue()
  await runOnce(relay)
  expect(await at.look(submission)).toMatchObject({ heldReason: null, nextAttemptAt: expect.any(Date), attemptCount: 2 })
})

test(`after ${GIVE_UP_HOURS} hours of trying, a person is asked`, async () => {
  const { submission, relay } = await sendOne('status-503')
  await longAgo(submission, GIVE_UP_HOURS)
  await at.makeDue()
  await runOnce(relay)
  expect(await at.look(submission)).toMatchObject({ heldReason: 'gave-up', attemptCount: 2 })
})

test(`… who sends it again for ${GIVE_UP_HOURS} hours more: one busy sign does not end them`, async () => {
  const { submission, relay } = await sendOne('status-503')
  await longAgo(submission, GIVE_UP_HOURS)
  await at.makeDue()
  await runOnce(relay)
  const { employerId, anna } = at.given.first
  await resendSubmission({ db: at.given.web, actor: anna.actor }, { employerId, reference: submission.reference })
  await runOnce(relay)
  expect(await at.look(submission)).toMatchObject({ heldReason: null, nextAttemptAt: expect.any(Date), attemptCount: 3 })
  await longAgo(submission, GIVE_UP_HOURS)
  await at.makeDue()
  await runOnce(relay)
  expect(await at.look(submission)).toMatchObject({ heldReason: 'gave-up', attemptCount: 4 })
})

test(`what may have arrived is not sent again when no relay has run for ${GIVE_UP_HOURS} hours: the receiver may have forgotten its id`, async () => {
  const { submission, relay } = await sendOne('store-then-reset')
  await longAgo(submission, GIVE_UP_HOURS)
  await at.agency.behave({ dedupe: true, forgetIds: true })
  await at.makeDue()
  await runOnce(relay)
  expect(await at.look(submission)).toMatchObject({ heldReason: 'unknown', attemptCount: 1 })
  expect(await at.agency.ledger()).toHaveLength(1)
})

test('a relay that reads a large file through before sending it keeps its claim meanwhile', async () => {
  const [submission] = await at.handIn(1, { bytes: Buffer.alloc(60_000_000) })
  const relay = at.relay('relay-1', { limits: { leaseMs: 60 } })
  const [claim] = await claimNext(relay, { channel: 'https', limit: 1, leaseMs: 60 })
  if (!claim || !submission) throw new Error('nothing to claim')
  const { leaseUntil } = await at.look(submission)
  const delivered = sendClaimed(relay, claim, never)
  const isExtended = async () => {
    const now = await at.look(submission)
    return now.attemptCount === 0 && Number(now.leaseUntil) > Number(leaseUntil)
  }
  await expect.poll(isExtended, { interval: 5, timeout: 60_000 }).toBe(true)
  await delivered
  expect(word(await at.look(submission))).toBe('levererad')
})
