import type { AttemptView, HeldReason, ReceiptView, SubmissionView } from '#components/submission/submission-view.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { mayResend } from '#lib/submissions/may-resend.ts'
import { mayWithdraw } from '#lib/submissions/may-withdraw.ts'
import { reportOf } from '#lib/submissions/report-of.ts'

/** How much of FK's answer the page shows; the whole is kept. */
const SHOWN_SIGNS = 4_000

/** The row and what belongs to it as plain values for the page. The casts: the database's CHECKs allow these words only. */
export function viewOf(found: FoundSubmission, by: string | null): SubmissionView {
  const report = reportOf(found)
  return {
    reference: found.reference,
    status: found.status.word,
    end: found.status.end,
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
    withdrawnAt: iso(found.withdrawnAt),
    nextAttemptAt: iso(found.nextAttemptAt),
    sendingAt: iso(found.sendingAt),
    unknownAt: iso(found.unknownAt),
    heldAt: iso(found.heldAt),
    heldReason: found.heldReason as HeldReason | null,
    deliveredAt: iso(found.deliveredAt),
    refusedAt: iso(found.refusedAt),
    approvedAt: iso(found.approvedAt),
    disapprovedAt: iso(found.disapprovedAt),
    purgedAt: iso(found.purgedAt),
    kvittensId: found.kvittensId,
    attempts: found.attempts.map(attemptOf),
    receipts: found.receipts.map(receiptOf),
    ...allowedNow(found),
  }
}

/** What the verbs will say yes to, so that no button promises more. What was set aside or damaged is not sent again from here. */
function allowedNow(found: FoundSubmission): { canWithdraw: boolean; canResend: boolean } {
  return { canWithdraw: mayWithdraw(found, new Date()), canResend: found.heldReason === 'gave-up' && mayResend(found) }
}

function attemptOf({
  number,
  openedAt,
  closedAt,
  outcome,
  durationMs,
  httpStatus,
  code,
}: FoundSubmission['attempts'][number]): AttemptView {
  return {
    number,
    openedAt: openedAt.toISOString(),
    closedAt: iso(closedAt),
    outcome: outcome as AttemptView['outcome'],
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
