import { keepDaysOf, purgeDay } from '#lib/access/keep-days.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'

/** When the content of what was handed in is removed: the day, or (null) so many days after an end that has not come. */
export function retentionOf({ kept }: Pick<FoundSubmission, 'kept'>, portalDays: number): { day: string | null; days: number } {
  const days = keepDaysOf(kept.ownDays, portalDays)
  return { day: kept.lastEnd && purgeDay(kept.lastEnd, days), days }
}
