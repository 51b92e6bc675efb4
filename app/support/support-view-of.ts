import type { SupportView } from '#components/support/support-view.ts'
import { maskIdentity } from '#lib/identifiers.ts'
import { reportOf } from '#lib/submissions/stored-report.ts'
import type { SupportHit } from '#lib/submissions/support-find.ts'
import { submissionViewOf } from '../inlamningar/[reference]/view-of.ts'

/** Picks what support needs, one by one: neither the file's name, its findings, who handed it in, nor FK's words. */
export function supportViewOf(found: SupportHit): SupportView {
  const view = submissionViewOf(found, null)
  const report = reportOf(found)
  return {
    reference: view.reference,
    state: view.state,
    status: view.status,
    employer: view.employer,
    orgnr: maskIdentity(found.employer.orgnr),
    serviceId: view.serviceId,
    way: view.way,
    channel: view.channel,
    messageId: found.messageId,
    kvittensId: view.kvittensId,
    bytes: view.bytes,
    records: view.records,
    sha256: view.sha256,
    submittedAt: view.submittedAt,
    unknownAt: found.unknownAt?.toISOString() ?? null,
    nextAttemptAt: found.nextAttemptAt?.toISOString() ?? null,
    attempts: view.attempts,
    receipts: view.receipts.map(({ text, isCut, reason, ...receipt }) => receipt),
    inbox: found.inbox,
    counts: Object.entries(report.counts).map(([code, count]) => ({ code, count })),
  }
}
