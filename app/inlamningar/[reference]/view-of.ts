import type { AttemptView, ReceiptView, SubmissionView } from '#components/submission/submission-view.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { isEnd, isSendingNow, mayResend, mayWithdraw, type SubmissionState } from '#lib/submissions/state.ts'
import { STATUS_WORD } from '#lib/submissions/status.ts'
import { reportOf } from '#lib/submissions/stored-report.ts'

/** How much of FK's answer the page shows; the whole is kept. */
const SHOWN_SIGNS = 4_000

/** The row and what belongs to it as plain values for the page. The casts: the database's CHECKs allow these words only. */
export function submissionViewOf(found: FoundSubmission, by: string | null): SubmissionView {
  const { state } = found
  const report = reportOf(found)
  return {
    reference: found.reference,
    state,
    status: STATUS_WORD[state.kind],
    end: isEnd(state),
    employer: found.employer.name,
    serviceId: found.service,
    fileName: found.fileName,
    format: found.format as SubmissionView['format'],
    bytes: Number(found.bytes),
    sha256: found.sha256,
    records: found.records,
    warnings: found.warnings,
    findings: report.findings,
    counts: report.counts,
    firstDeadline: report.deadlines.earliest,
    way: found.way as SubmissionView['way'],
    channel: found.channel as SubmissionView['channel'],
    by,
    submittedAt: found.submittedAt.toISOString(),
    purgedAt: iso(found.purgedAt),
    kvittensId: found.kvittensId,
    attempts: found.attempts.map((attempt) => attemptOf(attempt, state)),
    receipts: found.receipts.map(receiptOf),
    canWithdraw: mayWithdraw(state),
    // What was set aside or damaged is not sent again from here.
    canResend: mayResend(state) && state.kind === 'held' && state.reason === 'gave-up',
  }
}

function attemptOf(attempt: FoundSubmission['attempts'][number], state: SubmissionState): AttemptView {
  const { number, openedAt, closedAt, outcome, durationMs, httpStatus, code } = attempt
  return {
    number,
    openedAt: openedAt.toISOString(),
    closedAt: iso(closedAt),
    outcome: closedAt || isSendingNow(state) ? (outcome as AttemptView['outcome']) : 'unknown',
    durationMs,
    httpStatus,
    code,
  }
}

function receiptOf(receipt: FoundSubmission['receipts'][number]): ReceiptView {
  return {
    id: receipt.id,
    kind: receipt.kind as ReceiptView['kind'],
    kvittensId: receipt.kvittensId,
    verdict: receipt.verdict as ReceiptView['verdict'],
    reason: receipt.reason,
    statedAt: iso(receipt.statedAt),
    recordedAt: receipt.recordedAt.toISOString(),
    httpStatus: receipt.httpStatus,
    peer: receipt.peer,
    text: receipt.text.slice(0, SHOWN_SIGNS),
    isCut: receipt.text.length > SHOWN_SIGNS || receipt.shownBytes < receipt.totalBytes,
    bytes: receipt.totalBytes,
  }
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
