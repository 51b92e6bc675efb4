// One submission for each situation that a page has words for, written as rows: some of them take days to come by.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import type { Db } from '#lib/db.ts'
import { newReference } from '#lib/identifiers.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { type ChosenFile, spoiled } from './files.ts'

type Row = Parameters<Db['prisma']['submission']['create']>[0]['data']
type Attempt = Parameters<Db['prisma']['attempt']['create']>[0]['data']
type Receipt = Parameters<Db['prisma']['receipt']['create']>[0]['data']
type Owner = { employerId: string; personId: string }
/** `tries`: so many attempts alike, the last of them `attempt`, each with its own answer. */
type SituationRows = { row?: Partial<Row>; attempt?: Partial<Attempt>; tries?: number; receipts?: Partial<Receipt>[] }

export const SITUATIONS = [
  'received',
  'queued',
  'retrying',
  'sending',
  'unknown',
  'unknownHeld',
  'forgotten',
  'gaveUp',
  'damaged',
  'notArrived',
  'disputed',
  'settled',
  'contradicted',
  'delivered',
  'approved',
  'disapproved',
  'refused',
  'withdrawn',
  'purged',
] as const
export type PageSituation = (typeof SITUATIONS)[number]

const MINUTE = 60_000
/** A day's attempts at a receiver that is away. */
export const OUTAGE_TRIES = 2880
const at = (minutes: number): Date => new Date(Date.now() + minutes * MINUTE)
/** So far away that relay leaves it alone while tests run. */
const LATER = at(24 * 60)
const RECEIPT = '<kvittens><kvittensID>FK-1</kvittensID><mottagen>2026-11-21T14:05:09+01:00</mottagen></kvittens>'

const accepted: Partial<Attempt> = { closedAt: at(-4), outcome: 'accepted', httpStatus: 202, code: 'status-202', durationMs: 412 }
const unknown: Partial<Attempt> = { closedAt: at(-4), outcome: 'unknown', code: 'timeout', durationMs: 15_004 }
const unsent: Partial<Attempt> = { closedAt: at(-4), outcome: 'unsent', httpStatus: 503, code: 'status-503', durationMs: 90 }
const held = (heldReason: string): Partial<Row> => ({ heldAt: at(-3), heldReason, attemptCount: 1 })
const settled = (settledAs: 'has' | 'has-not') => ({
  settledAt: at(-2),
  settledAs,
  settledBy: 'person:x',
  settledName: 'Anna Ek',
  settledToldAt: at(-3),
  settledHow: 'phone',
})
const delivered = (): Partial<Row> => ({
  deliveredAt: at(-4),
  attemptCount: 1,
  kvittensId: `FK-20261121-${randomBytes(8).toString('hex').toUpperCase()}`,
})
const receipt: Partial<Receipt> = {
  kind: 'receipt',
  kvittensId: 'FK-1',
  statedAt: at(-4),
  httpStatus: 202,
  raw: bytesOf(RECEIPT),
}
const verdict = (word: 'godkand' | 'underkand', reason?: string): Partial<Receipt> => ({
  kind: 'verdict',
  verdict: word,
  reason: reason ?? null,
  httpStatus: 200,
  raw: bytesOf(`<besked status="${word}"><orsak>${reason ?? ''}</orsak></besked>`),
})

function made(situation: PageSituation): SituationRows {
  switch (situation) {
    case 'received':
      return {}
    case 'queued':
      return { row: { nextAttemptAt: LATER } }
    case 'retrying':
      return { row: { nextAttemptAt: LATER, attemptCount: 1 }, attempt: unsent }
    case 'sending':
      return { row: { sendingAt: at(-1), leaseUntil: LATER, attemptCount: 1, nextAttemptAt: LATER }, attempt: {} }
    case 'unknown':
      return { row: { unknownAt: at(-4), nextAttemptAt: LATER, attemptCount: 1 }, attempt: unknown }
    case 'unknownHeld':
      return { row: { unknownAt: at(-4), ...held('unknown') }, attempt: unknown }
    case 'forgotten':
      return { row: { unknownAt: at(-4), ...held('unknown'), attemptCount: 0 } }
    case 'gaveUp':
      return {
        row: { ...held('gave-up'), attemptCount: OUTAGE_TRIES, submittedAt: at(-5 - OUTAGE_TRIES / 2) },
        attempt: unsent,
        tries: OUTAGE_TRIES,
      }
    case 'damaged':
      return { row: { ...held('payload'), attemptCount: 0 } }
    case 'notArrived':
      return { row: { ...held('not-arrived'), ...settled('has-not') }, attempt: unknown }
    case 'disputed':
      return { row: { ...delivered(), disputedAt: at(-3), disputedKvittensId: 'FK-1' }, attempt: accepted, receipts: [receipt] }
    case 'settled':
      return { row: { unknownAt: at(-4), attemptCount: 1, ...settled('has') }, attempt: unknown }
    case 'contradicted':
      return { row: { ...delivered(), ...settled('has-not'), contradictedAt: at(-1) }, attempt: accepted, receipts: [receipt] }
    case 'delivered':
      return { row: { ...delivered(), nextPollAt: LATER }, attempt: accepted, receipts: [receipt] }
    case 'approved':
      return { row: { ...delivered(), approvedAt: at(-2) }, attempt: accepted, receipts: [receipt, verdict('godkand')] }
    case 'disapproved':
      return {
        row: { ...delivered(), disapprovedAt: at(-2) },
        attempt: accepted,
        receipts: [receipt, verdict('underkand', 'Filen kunde inte läsas in')],
      }
    case 'refused':
      return {
        row: { refusedAt: at(-4), attemptCount: 1 },
        attempt: { ...accepted, outcome: 'rejected', httpStatus: 422, code: 'status-422' },
        receipts: [
          {
            kind: 'refusal',
            reason: 'Filen tas inte emot',
            httpStatus: 422,
            raw: bytesOf('<fel kod="AVVISAD">Filen tas inte emot</fel>'),
          },
        ],
      }
    case 'withdrawn':
      return { row: { withdrawnAt: at(-3) } }
    case 'purged':
      return { row: { ...delivered(), approvedAt: at(-2), purgedAt: at(-1) }, attempt: accepted, receipts: [receipt] }
  }
}

/** Writes one submission of each situation; gives their references. */
export async function writeSituations(owner: Db, by: Owner, wanted: readonly PageSituation[] = SITUATIONS) {
  const references = {} as Record<PageSituation, string>
  for (const situation of wanted) references[situation] = await write(owner, by, situation)
  return references
}

async function write(owner: Db, { employerId, personId }: Owner, situation: PageSituation): Promise<string> {
  const { prisma } = owner
  const { row, attempt, tries = 1, receipts = [] } = made(situation)
  const report = reportWithRemarks()
  const { id, reference } = await prisma.submission.create({
    data: {
      reference: newReference(randomBytes(8)),
      employerId,
      personId,
      service: 'sjukanmalan',
      way: 'browser',
      fileName: `läge ${situation}.xml`,
      format: 'xml',
      bytes: report.bytes,
      sha256: createHash('sha256').update(situation).digest('hex'),
      records: report.poster,
      warnings: report.varning,
      report,
      messageId: randomUUID(),
      submittedAt: at(-5),
      ...row,
    } as Row,
  })
  const common = { submissionId: id, employerId }
  if (attempt)
    await prisma.attempt.create({
      data: { ...common, number: tries, fence: 1, relay: 'x', openedAt: at(-5), ...attempt } as Attempt,
    })
  if (tries > 1) await writeEarlierTries(owner, common, tries)
  for (const each of receipts)
    await prisma.receipt.create({ data: { ...common, recordedAt: at(-4), peer: 'ab'.repeat(32), ...each } as Receipt })
  return reference
}

/** Every half minute the receiver says no, in words that are other each time. */
async function writeEarlierTries({ pool }: Db, common: { submissionId: string; employerId: string }, tries: number) {
  const values = [common.submissionId, common.employerId, tries, at(-5)]
  const made = `generate_series(1, $3::int - 1) n, LATERAL (SELECT $4::timestamptz - ($3::int - n) * interval '30 seconds' AS at) t`
  await pool.query(
    `INSERT INTO attempt (id, submission_id, employer_id, number, fence, relay, opened_at, closed_at, outcome, http_status, code, duration_ms)
     SELECT gen_random_uuid(), $1, $2, n, 1, 'x', at, at, 'unsent', 503, 'status-503', 60 + n % 40 FROM ${made}`,
    values,
  )
  await pool.query(
    `INSERT INTO receipt (id, submission_id, employer_id, kind, recorded_at, http_status, raw)
     SELECT gen_random_uuid(), $1, $2, 'unreadable', at, 503, convert_to('Upptaget. Ärende ' || n, 'UTF8') FROM ${made}`,
    values,
  )
}

let report: Report | undefined

/** A real report with remarks of two kinds, so that the page has them to show. */
function reportWithRemarks(): Report {
  if (report) return report
  const service = serviceById('sjukanmalan')
  if (!service) throw new Error('no sjukanmalan')
  const { buffer } = remarked()
  const check = startCheck({ service, now: new Date(), environment: 'test' })
  check.push(buffer)
  report = check.finish()
  return report
}

/** Late, and one reference twice. */
export function remarked(orgnr = '5599001236'): ChosenFile {
  const long = at(-60 * 24 * 60)
    .toISOString()
    .slice(0, 10)
  return spoiled('anmärkt.xml', (text) =>
    text
      .replaceAll('5599001236', orgnr)
      .replace(/<sjuklonFrom>[\d-]+/, `<sjuklonFrom>${long}`)
      .replace('>R2<', '>R1<'),
  )
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text))
}
