import type { SupportView } from '#components/support/support-view.ts'
import type { Report } from '#lib/checking/report.ts'
import { maskIdentity } from '#lib/identifiers.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { viewOf } from '../inlamningar/[reference]/view-of.ts'

/** Leaves out what support has no need of: the file's name, its findings, who handed it in, FK's words. */
export function supportViewOf(found: FoundSubmission): SupportView {
  const { fileName, findings, counts, by, format, warnings, canWithdraw, canResend, end, purgedAt, receipts, ...rest } = viewOf(
    found,
    null,
  )
  const report = found.report as unknown as Report
  return {
    ...rest,
    orgnr: maskIdentity(found.employer.orgnr),
    messageId: found.messageId,
    receipts: receipts.map(({ text, isCut, reason, ...receipt }) => receipt),
    counts: Object.entries(report.counts).map(([code, count]) => ({ code, count })),
  }
}
