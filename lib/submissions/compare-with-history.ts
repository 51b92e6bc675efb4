import { addFindings } from '#lib/checking/add-findings.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import { type Context, forEmployer, type Tx } from '#lib/db.ts'
import type { CaseBook, Repeats } from '#lib/intake/case-book.ts'
import type { SentFile, SentKeys } from '#lib/intake/sent-keys.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'
import { tableDate } from '#lib/text/format-time.ts'
import { loadSameFile } from './find-same-file.ts'
import { MONTHS, MOST_SENT, readNewSent, type SentCasesQuery } from './read-sent-cases.ts'
import { sameFileFinding } from './same-file-finding.ts'

/** Findings kept; the rest are only counted. */
const KEPT = 1000

type CompareWithHistoryInput = { employerId: string; sha256: string; report: Report; book: CaseBook }
type FileQuery = SentCasesQuery & { sha256: string; book: CaseBook }

/**
 * The report with what the employer's history says: F11 (these bytes were sent before) and F13 (a case was, in another
 * file). Of two files handed in at the same time, the one that ends last sees the other.
 */
export async function compareWithHistory(
  { db, now }: Context,
  { employerId, sha256, report, book }: CompareWithHistoryInput,
): Promise<Report> {
  const sent = await book.sent()
  const asked = { employerId, service: report.tjanst, sha256, book }
  const { same, repeats } = await forEmployer(db, employerId, async (tx) => ({
    same: await loadSameFile(tx, asked),
    repeats: await findRepeats(tx, asked, sent),
  }))
  const findings = repeats.first.map(({ at, file }) => sentCaseFinding(book.placeOf(at), sent.files[file]))
  const counts: Partial<Record<RuleCode, number>> = {}
  if (sent.beyond > 0) findings.push(notComparedFinding(sent.beyond))
  if (findings.length > 0) counts.F13 = repeats.count + (sent.beyond > 0 ? 1 : 0)
  if (same) {
    findings.push(sameFileFinding(same, now))
    counts.F11 = 1
  }
  return addFindings(report, { findings, counts })
}

/** Leaves out files of the same bytes (F11 tells those) and what was withdrawn after the history was read. */
async function findRepeats(tx: Tx, { book, ...asked }: FileQuery, sent: SentKeys): Promise<Repeats> {
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
