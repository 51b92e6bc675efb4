import { addFindings } from '#lib/checking/add-findings.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import { type Db, forEmployer } from '#lib/db.ts'
import { type CaseBook, MOST_CASES } from '#lib/intake/case-book.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'
import { tableDate } from '#lib/text/format-time.ts'
import { loadSameFile } from './find-same-file.ts'
import { findSentCases, type SentBefore } from './find-sent-cases.ts'
import { sameFileFinding } from './same-file-finding.ts'

/** Of these there is more than a person reads; all are counted. */
const KEPT = 1000

type Compared = { employerId: string; sha256: string; report: Report; book: CaseBook }

/**
 * The report with what the employer's history says: F11 (these bytes were sent before) and F13 (a case was, in another
 * file). Two files handed in at the very same moment do not yet see each other.
 */
export async function compareWithHistory(db: Db, { employerId, sha256, report, book }: Compared, now: Date): Promise<Report> {
  const { keys } = book
  const asked = { employerId, service: report.tjanst, sha256 }
  const { same, sent } = await forEmployer(db, employerId, async (tx) => ({
    same: await loadSameFile(tx, asked),
    sent: await findSentCases(tx, { ...asked, keys }),
  }))
  const findings = sent.slice(0, KEPT).map((before) => sentCaseFinding(before, book))
  const counts: Partial<Record<RuleCode, number>> = {}
  if (book.beyond > 0) findings.push(notComparedFinding(book.beyond))
  if (findings.length > 0) counts.F13 = sent.length + (book.beyond > 0 ? 1 : 0)
  if (same) {
    findings.push(sameFileFinding(same, now))
    counts.F11 = 1
  }
  return addFindings(report, { findings, counts })
}

function sentCaseFinding({ at, reference, submittedAt }: SentBefore, book: CaseBook): Finding {
  const params = { case: 'sent', reference, date: tableDate(submittedAt) }
  return { code: 'F13', severity: RULES.F13, ...book.placeOf(at), params }
}

/** R9: what was not asked is said. */
function notComparedFinding(count: number): Finding {
  const params = { case: 'notCompared', max: MOST_CASES, count }
  return { code: 'F13', severity: RULES.F13, at: { line: 1, column: 1, byte: 0 }, params }
}
