import type { LastSubmission } from '#components/home/last-submissions.tsx'
import type { WaitingSubmission } from '#components/home/waiting-list.tsx'
import type { NearPurgeView as NearPurgeRow } from '#components/inbox/inbox-notices.tsx'
import { daysToPurge, type NearPurge } from '#lib/deliveries/near-purge.ts'
import type { ListedSubmission } from '#lib/submissions/list-submissions.ts'
import { STATUS_WORD } from '#lib/submissions/status.ts'

export function lastRow({ reference, fileName, service, state, submittedAt }: ListedSubmission): LastSubmission {
  return {
    reference,
    fileName,
    serviceId: service,
    kind: state.kind,
    status: STATUS_WORD[state.kind],
    submittedAt: submittedAt.toISOString(),
  }
}

export function waitingRow(submission: ListedSubmission): WaitingSubmission {
  return {
    reference: submission.reference,
    fileName: submission.fileName,
    state: submission.state,
    submittedAt: submission.submittedAt.toISOString(),
  }
}

export function nearPurgeOf({ id, name, purgeOn, fetchedAt }: NearPurge, now: Date): NearPurgeRow {
  const days = daysToPurge({ purgeOn }, now)
  return { id, name, days, purgeOn: purgeOn.toISOString().slice(0, 10), fetched: fetchedAt !== null }
}
