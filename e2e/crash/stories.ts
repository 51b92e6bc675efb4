// What is done to a portal with a bug planted in it, and what is seen then: used by planted.test.ts.
import { randomUUID } from 'node:crypto'
import { over, plantSql, type SqlPlant } from '#e2e/fixtures/planted-sql.ts'
import type { RelayFixture } from '#e2e/fixtures/relay.ts'
import { orderFor } from '#e2e/fixtures/submissions.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import type { CleanFile } from '#lib/intake/received.ts'
import { runOnce } from '#lib/relay/loop.ts'
import type { Relay } from '#lib/relay/relay.ts'
import { sendClaimed } from '#lib/relay/send-claimed.ts'
import { type Claim, claimAlone, claimNext } from '#lib/submissions/claim-next.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import type { ReceiverFile } from '#lib/wire/receiver.ts'
import { audit } from './audit.ts'
import { readBooks } from './read-books.ts'
import type { AnsweredUpload } from './send-files.ts'

const never = new AbortController().signal
const LEASE = { channel: 'https', leaseMs: 20_000 }

export type Stories = ReturnType<typeof storiesOf>
type Send = Relay['channel']['send']

export function storiesOf(at: RelayFixture) {
  const answered: AnsweredUpload[] = []
  const events: string[] = []

  /** A relay with bugs in its SQL; what it logs is in `events`. */
  function relay(name: string, plants: readonly SqlPlant[] = [], more: Partial<ReceiverFile> = {}): Relay {
    const made = at.relay(name, more)
    const log = { ...made.log }
    for (const level of ['info', 'warn', 'error', 'fault'] as const)
      log[level] = (event: string, error: unknown) => {
        const constraint = error instanceof Error && 'constraint' in error ? ` ${error.constraint}` : ''
        const message = error instanceof Error ? ` ${error.message}` : ''
        return String(events.push(`${name}: ${event}${constraint}${message}`))
      }
    return Object.assign(made, { log, db: plantSql(made.db, plants) })
  }

  /** Hands files in, and remembers that they were answered. */
  async function handIn(count = 1): Promise<void> {
    for (const { reference, sha256, bytes } of await at.handIn(count)) remember(reference, sha256, Number(bytes))
  }

  function remember(reference: string, sha256: string, bytes: number): void {
    answered.push({ reference, sha256, bytes, orgnr: toEdgeOrgnr(at.given.first.orgnr), tries: 1 })
  }

  /** Hands a file in as the first employer's Anna, with whatever is wrong with `web` or the file. */
  async function submit(wrong: { web?: typeof at.given.web; file?: CleanFile; key?: string } = {}): Promise<void> {
    const { employerId, anna } = at.given.first
    const file = wrong.file ?? (await at.given.file(employerId))
    const order = orderFor(employerId, { idempotencyKey: wrong.key })
    const input = { db: wrong.web ?? at.given.web, actor: anna.actor, now: new Date() }
    const { submission, duplicate } = await submitFile(input, { order, file })
    if (!duplicate) remember(submission.reference, submission.sha256, Number(submission.bytes))
  }

  async function claim(by: Relay): Promise<Claim> {
    const [next] = [...(await claimNext(by, { ...LEASE, limit: 1 })), ...(await claimAlone(by, LEASE))]
    if (!next) throw new Error('nothing to claim')
    return next
  }

  /** Sends a claim; what `channel.send` does can be replaced. */
  const send = (by: Relay, one: Claim, other?: (real: Send) => Send) => {
    const { channel } = by
    if (other) by.channel = { ...channel, send: other(channel.send) }
    return sendClaimed(by, one, never).catch((error) => void by.log.fault('deliver-failed', error))
  }

  /** A send that reaches the agency, and whose answer comes when `answer` is called. */
  function slowly() {
    const { promise: told, resolve: answer } = Promise.withResolvers<Outcome | undefined>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const other = (real: Send): Send => {
      return async (file, signal) => {
        const outcome = await real(file, signal)
        begin()
        return (await told) ?? outcome
      }
    }
    return { begun, answer, other }
  }

  /** Runs a relay as often as something is due, at most ten times. */
  async function runOut(by: Relay): Promise<void> {
    for (let round = 0; round < 10; round++) {
      await at.makeDue()
      if ((await runOnce(by)) === 0) return
    }
  }

  /** What the agency has, and how often it was sent again. */
  async function ledger(): Promise<string> {
    const entries = await at.agency.ledger()
    return `ledger ${entries.length}, repeats ${entries.reduce((sum, { repeats }) => sum + repeats, 0)}`
  }

  async function faults(dedupe: boolean): Promise<string> {
    const books = await readBooks(at.given.owner, { answered, ledger: await at.agency.ledger() })
    return audit(books, { dedupe }).join('\n')
  }

  /** Empties tables and ledger, so that the books of the next story hold that story alone. */
  async function reset(): Promise<void> {
    const { pool } = at.given.owner
    const tables = ['receipt', 'attempt', 'submission', 'audit']
    for (const table of tables) await pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await pool.query(
      'DELETE FROM receipt; DELETE FROM attempt; DELETE FROM submission; DELETE FROM audit; DELETE FROM audit_head',
    )
    for (const table of tables) await pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
    await at.agency.reset()
    answered.length = 0
    events.length = 0
  }

  /** What an owner of the database is told who does what no part of the portal may. */
  async function refused(sql: string): Promise<string> {
    const failed = (error: Error & { constraint?: string }) => `${error.constraint ?? ''} ${error.message}`
    return await at.given.owner.pool.query(sql).then(() => 'done', failed)
  }

  return { at, events, relay, handIn, submit, claim, send, slowly, runOut, ledger, faults, reset, refused }
}

/** Sends every try under an id of its own. */
export const anewEachTry =
  (real: Send): Send =>
  (file, signal) =>
    real({ ...file, messageId: randomUUID() }, signal)

/** Takes what is unknown for what provably did not arrive. */
export const unknownAsUnsent =
  (real: Send): Send =>
  async (file, signal) => {
    const outcome = await real(file, signal)
    if (outcome.kind !== 'unknown') return outcome
    return { kind: 'unsent', code: outcome.code, fault: 'receiver', retryAfterMs: null, answer: null }
  }

type Web = RelayFixture['given']['web']

/** Answers before the COMMIT. */
export function answersEarly(web: Web): Web {
  const begin = (work: (tx: unknown) => Promise<unknown>, options: unknown) =>
    new Promise((resolve, reject) => {
      const early = async (tx: unknown) => {
        const written = await work(tx)
        resolve(written)
        return written
      }
      const { $transaction } = web.prisma as unknown as { $transaction: (...args: unknown[]) => Promise<unknown> }
      $transaction.call(web.prisma, early, options).catch(reject)
    })
  return { ...web, prisma: over(web.prisma, (name) => (name === '$transaction' ? begin : undefined)) }
}

/** Finds no earlier submission of the same bytes or key. */
export function findsNoDuplicate(web: Web): Web {
  const none = async () => null
  const blind = (submission: object) =>
    over(submission, (name) => (name === 'findFirst' || name === 'findUnique' ? none : undefined))
  const begin = (work: (tx: object) => Promise<unknown>, options: unknown) => {
    const { $transaction } = web.prisma as unknown as { $transaction: (...args: unknown[]) => Promise<unknown> }
    const blinded = (tx: { submission: object }) =>
      work(over(tx, (name) => (name === 'submission' ? blind(tx.submission) : undefined)))
    return $transaction.call(web.prisma, blinded, options)
  }
  return { ...web, prisma: over(web.prisma, (name) => (name === '$transaction' ? begin : undefined)) }
}
