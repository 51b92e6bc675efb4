import type { LastSubmission } from '#components/home/last-submissions.tsx'
import type { WaitingSubmission } from '#components/home/waiting-list.tsx'
import type { NearPurge as NearPurgeRow } from '#components/inbox/inbox-notices.tsx'
import type { HeldReason } from '#components/submission/submission-view.ts'
import { daysToPurge } from '#lib/deliveries/days-to-purge.ts'
import type { NearPurge } from '#lib/deliveries/list-near-purge.ts'
import type { ListedSubmission } from '#lib/submissions/list-submissions.ts'

export function lastRow({ reference, fileName, service, status, submittedAt }: ListedSubmission): LastSubmission {
  return { reference, fileName, serviceId: service, status: status.word, submittedAt: submittedAt.toISOString() }
}

export function waitingRow(submission: ListedSubmission): WaitingSubmission {
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

export function nearPurgeOf({ id, name, purgeOn, fetchedAt }: NearPurge, now: Date): NearPurgeRow {
  const days = daysToPurge({ purgeOn }, now)
  return { id, name, days, purgeOn: purgeOn.toISOString().slice(0, 10), fetched: fetchedAt !== null }
}
