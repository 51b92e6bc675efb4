import { type ReceiptText, receiptText } from '#components/submission/receipt-text.ts'
import type { Locale } from '#lib/text/locale.ts'
import { retentionOf } from '#lib/web/forms/retention-of.ts'

type Submission = Parameters<typeof receiptText>[0] & Parameters<typeof retentionOf>[0]

/** Paper is read on any day: every time stands with its date. */
const LONG_AGO = new Date(0)

/** What a receipt says on paper. `keepDays`: the portal's own. */
export function paperText(submission: Submission, locale: Locale, keepDays: number): ReceiptText {
  return receiptText(submission, { retention: retentionOf(submission, keepDays), locale, now: LONG_AGO })
}
