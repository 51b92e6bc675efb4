import { DAY_MS } from '#lib/calendar.ts'
import type { AddFindingsInput } from '#lib/checking/add-findings.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import { forEmployer, type SpeakerContext, type Tx } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'
import { NEEDS_HISTORY, RULES, type RuleCode } from '#lib/services/rules.ts'
import { tableDate } from '#lib/text/format-time.ts'
import type { CaseBook, Repeats } from './case-book.ts'
import { MONTHS, MOST_SENT, readNewSent, type SentCasesQuery } from './sent-cases.ts'
import type { SentFile, SentKeys } from './sent-keys.ts'

/** Findings kept; the rest are only counted. */
const KEPT = 1000

/** Not the same file of a submission that says itself that it is to be handed in anew: damaged with us, or not arrived by FK's word. */
const NOT_ASKED_FOR_ANEW = [{ heldReason: null }, { heldReason: { notIn: ['not-arrived', 'payload'] } }]

/** A file, by its hash alone or, where its bytes have come, with its cases. */
type AskHistoryInput = SentCasesQuery & { sha256: string; book?: CaseBook }

/**
 * What the employer's history says of a file: F11 (these bytes were sent before) and F13 (a case was, in another file). Of two
 * files handed in at the same time, the one that ends last sees the other.
 */
export async function askHistory(
  { db, actor, now }: SpeakerContext,
  { book, ...asked }: AskHistoryInput,
): Promise<AddFindingsInput> {
  const sent = await book?.sent()
  const { same, repeats } = await forEmployer({ db, actor }, asked.employerId, async (tx) => ({
    same: await findSameFile(tx, asked, now),
    repeats: book && sent ? await findRepeats(tx, { ...asked, book }, sent) : undefined,
  }))
  const findings: Finding[] = []
  const counts: Partial<Record<RuleCode, number>> = {}
  if (book && sent && repeats) {
    for (const { at, file } of repeats.first) findings.push(sentCaseFinding(book.placeOf(at), sent.files[file]))
    if (sent.beyond > 0) findings.push(notComparedFinding(sent.beyond))
    if (findings.length > 0) counts.F13 = repeats.count + (sent.beyond > 0 ? 1 : 0)
  }
  if (same) {
    findings.push(same)
    counts.F11 = 1
  }
  return { findings, counts }
}

/** Leaves out files of the same bytes (F11 tells those) and what was withdrawn after the history was read. */
async function findRepeats(tx: Tx, { book, ...asked }: Required<AskHistoryInput>, sent: SentKeys): Promise<Repeats> {
  if (await readNewSent(tx, asked, sent)) book.compareAgain(sent)
  const but = new Set<number>()
  sent.files.forEach(({ sha256 }, file) => {
    if (sha256 === asked.sha256) but.add(file)
  })
  const counting = new Set<number>()
  for (;;) {
    const repeats = book.repeats(sent, { but, first: KEPT })
    const unasked = [...repeats.files].filter((file) => !counting.has(file))
    if (unasked.length === 0) return repeats
    const still = await stillCounting(tx, unasked, sent.files)
    for (const file of unasked) (still.has(sent.files[file]?.id ?? '') ? counting : but).add(file)
  }
}

async function stillCounting(tx: Tx, numbers: readonly number[], files: readonly SentFile[]): Promise<Set<string>> {
  const ids = numbers.flatMap((number) => files[number]?.id ?? [])
  const rows = await tx.sentCases.findMany({ where: { submissionId: { in: ids } }, select: { submissionId: true } })
  return new Set(rows.map(({ submissionId }) => submissionId))
}

function sentCaseFinding(place: ReturnType<CaseBook['placeOf']>, file: SentFile | undefined): Finding {
  if (!file) throw new Error('a case was sent in no file')
  const params = { case: 'sent', reference: file.reference, date: tableDate(file.submittedAt) }
  return { code: 'F13', severity: RULES.F13, ...place, params }
}

/** R9: cases older than those compared with are told, not passed over. */
function notComparedFinding(count: number): Finding {
  const params = { case: 'notCompared', max: MOST_SENT, months: MONTHS, count }
  return { code: 'F13', severity: RULES.F13, at: { line: 1, column: 1, byte: 0 }, params }
}

/** The findings of a report that need the history, which no check of the bytes alone can make. */
export function historyIn({ findings }: Pick<Report, 'findings'>): Finding[] {
  return findings.filter(({ code }) => NEEDS_HISTORY.some((needing) => needing === code))
}

/**
 * True when the history has remarks whose codes are not in `seen`. Nothing is unseen to a sender who is not asked, nor in a
 * repeat of the same file: it gets its first receipt.
 */
export function hasUnseen(
  { counts, findings }: Pick<Report, 'counts' | 'findings'>,
  seen: readonly string[] | undefined,
): boolean {
  if (!seen || findings.some(({ code, params }) => code === 'F11' && params.case === 'repeat')) return false
  return NEEDS_HISTORY.some((code) => (counts[code] ?? 0) > 0 && !seen.includes(code))
}

/** How long the same bytes count as a repeat. */
export const SAME_FILE_MS = LIMITS.sameFileDays * DAY_MS

type FindSameFileInput = { employerId: string; service: string; sha256: string }

/**
 * F11: the latest time these exact bytes were handed in for this employer, unless it was withdrawn, refused or disapproved.
 * Within LIMITS.sameFileDays they get the first submission's answer (`repeat`); later they are sent again (`again`).
 */
export async function findSameFile(tx: Tx, input: FindSameFileInput, now: Date): Promise<Finding | undefined> {
  const { employerId, service, sha256 } = input
  const same = await tx.submission.findFirst({
    where: { employerId, service, sha256, withdrawnAt: null, refusedAt: null, disapprovedAt: null, OR: NOT_ASKED_FOR_ANEW },
    orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
    select: { reference: true, submittedAt: true, kvittensId: true },
  })
  if (!same) return undefined
  const { reference, submittedAt, kvittensId } = same
  const isRepeat = now.getTime() - submittedAt.getTime() < SAME_FILE_MS
  const of = kvittensId ? 'known' : 'none'
  const params = {
    case: isRepeat ? 'repeat' : 'again',
    reference,
    date: tableDate(submittedAt),
    of,
    kvittensId: kvittensId ?? '',
  }
  return { code: 'F11', severity: RULES.F11, at: { line: 1, column: 1, byte: 0 }, params }
}
