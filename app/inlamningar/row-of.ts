import type { SubmissionRow } from '#components/submission/submission-table.tsx'
import type { ListedSubmission } from '#lib/submissions/list-submissions.ts'

/** A row of the list as plain values. */
export function rowOf(submission: ListedSubmission, service: string): SubmissionRow {
  return {
    reference: submission.reference,
    state: submission.state,
    fileName: submission.fileName,
    service,
    records: submission.records,
    kvittensId: submission.kvittensId,
    submittedAt: submission.submittedAt.toISOString(),
  }
}
