import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireMember } from '#lib/access/require-member.ts'
import { dayOf, endOfStockholmDay } from '#lib/calendar.ts'
import { appendAudit, forEmployer, type RowWithWords, type Speaking, type Tx, withWords } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { Employer, Receipt, Submission } from '#prisma/generated/client.ts'
import type { FoundSubmission } from './find-submission.ts'
import { type KeptOrigin, keptOriginOf } from './kept-origin.ts'
import { type Kvittens, kvittensOf } from './kvittens.ts'
import { type SubmissionState, stateOf } from './state.ts'

type OtherReference = { reference: string; submittedAt: Date }
type SubmissionWords = Pick<FoundSubmission, 'way' | 'channel' | 'format'>
type AnswerWords = Pick<FoundSubmission['receipts'][number], 'kind' | 'verdict'>
type ArchivedAnswer = RowWithWords<Omit<Receipt, 'raw' | 'employerId'>, AnswerWords>
/** A submission as its receipt and its row of the list need it. */
export type ArchivedSubmission = RowWithWords<Omit<Submission, 'report' | 'origin'>, SubmissionWords> & {
  state: SubmissionState
  origin: KeptOrigin | null
  employer: Pick<Employer, 'orgnr' | 'name'>
  person: string | null
  replacement: OtherReference | null
  replaces: OtherReference[]
  /** What settles something, in the order it came. */
  receipts: ArchivedAnswer[]
  kept: FoundSubmission['kept']
  /** In the words of the wire. */
  kvittens: Kvittens
}
type ReceiptYear = { count: number; pages: () => AsyncGenerator<ArchivedSubmission[]> }

/** Rows read at once. */
const ROWS = 100
/** Two files each: more entries than a ZIP file without extensions can list. */
const MOST = 32_000

/**
 * The receipts of what a company handed in in a year of Sweden's time, the oldest first, a page at a time; read anew each time
 * `pages` is called. Written down in the company's chain before the first. Refuses (`too_large`, `archive`) more than fit one file.
 */
export async function exportReceipts(
  context: ActorContext<PersonActor>,
  { employerId, year, locale }: { employerId: string; year: number; locale: Locale },
): Promise<ReceiptYear> {
  await requireMember(context, employerId)
  const { db, actor, now } = context
  const span = { gt: endOfStockholmDay(dayOf(year - 1, 12, 31)), lte: endOfStockholmDay(dayOf(year, 12, 31)) }
  const count = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.submission.count({ where: { employerId, submittedAt: span }, take: MOST + 1 }),
  )
  if (count > MOST) throw new AppError('too_large', 'archive')
  const detail = { year: String(year), count: String(count) }
  await forEmployer({ db, actor }, employerId, (tx) =>
    appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'employer.receipts-exported',
      object: employerId,
      detail,
    }),
  )
  return { count, pages: () => pagesOf({ db, actor }, { employerId, span, locale, now }) }
}

type PageQuery = { employerId: string; span: { gt: Date; lte: Date }; locale: Locale; now: Date }

async function* pagesOf({ db, actor }: Speaking, query: PageQuery): AsyncGenerator<ArchivedSubmission[]> {
  const { employerId } = query
  let after: string | undefined
  for (;;) {
    const page = await forEmployer({ db, actor }, employerId, (tx) => readPage(tx, query, after))
    if (page.length > 0) yield page
    after = page.at(-1)?.id
    if (page.length < ROWS) return
  }
}

async function readPage(tx: Tx, { employerId, span, locale, now }: PageQuery, after: string | undefined) {
  const other = { select: { reference: true, submittedAt: true } } as const
  const rows = await tx.submission.findMany({
    where: { employerId, submittedAt: span },
    orderBy: [{ submittedAt: 'asc' }, { id: 'asc' }],
    // By id: the column has microseconds, and a Date has none.
    ...(after && { cursor: { id: after }, skip: 1 }),
    take: ROWS,
    omit: { report: true },
    include: {
      employer: { select: { orgnr: true, name: true, submissionKeepDays: true } },
      person: { select: { name: true } },
      replacement: other,
      replaces: other,
    },
  })
  const answers = await answersOf(tx, employerId, rows)
  const ends = await endsOf(tx, employerId, rows)
  return rows.map((row): ArchivedSubmission => {
    const { employer, person } = row
    return {
      ...withWords<typeof row, SubmissionWords>(row),
      state: stateOf(row, now),
      origin: keptOriginOf(row),
      employer,
      person: person?.name ?? null,
      receipts: answers.get(row.id) ?? [],
      kvittens: kvittensOf({ submission: row, orgnr: employer.orgnr, locale, stopped: null, duplicate: false }, now),
      kept: { lastEnd: ends.get(row.sha256) ?? null, ownDays: employer.submissionKeepDays },
    }
  })
}

async function answersOf(tx: Tx, employerId: string, rows: readonly { id: string }[]): Promise<Map<string, ArchivedAnswer[]>> {
  const found = await tx.receipt.findMany({
    where: {
      employerId,
      submissionId: { in: rows.map(({ id }) => id) },
      kind: { not: 'unreadable' },
      OR: [{ verdict: null }, { verdict: { not: 'mottagen' } }],
    },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
    omit: { raw: true, employerId: true },
  })
  return Map.groupBy(
    found.map((row) => withWords<typeof row, AnswerWords>(row)),
    ({ submissionId }) => submissionId,
  )
}

/** When the last submission of the same bytes came to its end; null as long as one has not. As findSubmission's `kept`. */
async function endsOf(tx: Tx, employerId: string, rows: readonly { sha256: string }[]): Promise<Map<string, Date | null>> {
  const needing = await tx.submission.findMany({
    where: { employerId, sha256: { in: rows.map(({ sha256 }) => sha256) }, purgedAt: null },
    select: { sha256: true, endedAt: true },
  })
  const ends = new Map<string, Date | null>()
  for (const { sha256, endedAt } of needing) {
    const before = ends.has(sha256) ? ends.get(sha256) : endedAt
    ends.set(sha256, before && endedAt ? new Date(Math.max(Number(before), Number(endedAt))) : null)
  }
  return ends
}
