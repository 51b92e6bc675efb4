import type { SubmissionRow } from '#components/submission/submission-table.tsx'
import type { ListedSubmission } from '#lib/submissions/list-submissions.ts'

/** A row of the list as plain values. */
export function rowOf(submission: ListedSubmission, service: string): SubmissionRow {
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    reference: submission.reference,
    fileName: submission.fileName,
    service,
    records: submission.records,
    kvittensId: submission.kvittensId,
    submittedAt: submission.submittedAt.toISOString(),
    withdrawnAt: iso(submission.withdrawnAt),
    sendingAt: iso(submission.sendingAt),
    unknownAt: iso(submission.unknownAt),
    heldAt: iso(submission.heldAt),
    heldReason: submission.heldReason,
    deliveredAt: iso(submission.deliveredAt),
    refusedAt: iso(submission.refusedAt),
    approvedAt: iso(submission.approvedAt),
    disapprovedAt: iso(submission.disapprovedAt),
  }
}
