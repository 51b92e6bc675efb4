import type { Finding } from '#lib/checking/report.ts'
import { RULES } from '#lib/services/rules.ts'
import { tableDate } from '#lib/text/format-time.ts'
import { SAME_FILE_MS } from './find-duplicate.ts'
import type { SameFile } from './find-same-file.ts'

/** F11. Within LIMITS.sameFileDays the same bytes get the first submission's answer (`repeat`); later they are sent again (`again`). */
export function sameFileFinding({ reference, submittedAt, kvittensId }: SameFile, now: Date): Finding {
  const isRepeat = now.getTime() - submittedAt.getTime() < SAME_FILE_MS
  const params = {
    case: isRepeat ? 'repeat' : 'again',
    reference,
    date: tableDate(submittedAt),
    of: kvittensId ? 'known' : 'none',
  }
  return {
    code: 'F11',
    severity: RULES.F11,
    at: { line: 1, column: 1, byte: 0 },
    params: { ...params, kvittensId: kvittensId ?? '' },
  }
}
