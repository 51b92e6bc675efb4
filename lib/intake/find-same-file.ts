import { DAY_MS } from '#lib/calendar.ts'
import type { Finding } from '#lib/checking/report.ts'
import type { Tx } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'
import { RULES } from '#lib/services/rules.ts'
import { tableDate } from '#lib/text/format-time.ts'

/** How long the same bytes count as a repeat. */
export const SAME_FILE_MS = LIMITS.sameFileDays * DAY_MS

type FindSameFileInput = { employerId: string; service: string; sha256: string }

/**
 * F11: the latest time these exact bytes were handed in for this employer, unless it was withdrawn, refused or disapproved.
 * Within LIMITS.sameFileDays they get the first submission's answer (`repeat`); later they are sent again (`again`).
 */
export async function findSameFile(tx: Tx, input: FindSameFileInput, now: Date): Promise<Finding | undefined> {
  const { employerId, service, sha256 } = input
  const same = await tx.submission.findFirst({
    where: { employerId, service, sha256, withdrawnAt: null, refusedAt: null, disapprovedAt: null },
    orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
    select: { reference: true, submittedAt: true, kvittensId: true },
  })
  if (!same) return undefined
  const { reference, submittedAt, kvittensId } = same
  const isRepeat = now.getTime() - submittedAt.getTime() < SAME_FILE_MS
  const of = kvittensId ? 'known' : 'none'
  const params = {
    case: isRepeat ? 'repeat' : 'again',
    reference,
    date: tableDate(submittedAt),
    of,
    kvittensId: kvittensId ?? '',
  }
  return { code: 'F11', severity: RULES.F11, at: { line: 1, column: 1, byte: 0 }, params }
}
