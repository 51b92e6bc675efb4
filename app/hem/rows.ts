import type { LastSubmission } from '#components/home/last-submissions.tsx'
import type { Waiting } from '#components/home/waiting-list.tsx'
import type { HeldReason } from '#components/submission/submission-view.ts'
import type { ListedSubmission } from '#lib/submissions/list-submissions.ts'

export function lastRow({ reference, fileName, service, status, submittedAt }: ListedSubmission): LastSubmission {
  return { reference, fileName, serviceId: service, status: status.word, submittedAt: submittedAt.toISOString() }
}

export function waitingRow(submission: ListedSubmission): Waiting {
  return {
    reference: submission.reference,
    fileName: submission.fileName,
    status: submission.status.word,
    // The database's own CHECK lets only these words in.
    heldReason: submission.heldReason as HeldReason | null,
    refusedAt: submission.refusedAt?.toISOString() ?? null,
    submittedAt: submission.submittedAt.toISOString(),
  }
}
