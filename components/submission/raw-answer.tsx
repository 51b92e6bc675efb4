import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { ShownReceipt } from '#lib/submissions/answer-runs.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { momentPhrase } from '#lib/text/format-time.ts'

/** How much of an answer the page shows, in UTF-16 units; the whole is kept. */
const SHOWN_SIGNS = 4_000

/** Försäkringskassan's bytes as text, never as markup. */
export function RawAnswer({ receipt }: { receipt: ShownReceipt }) {
  const t = useTranslations('submissions.page')
  const locale = useLocale()
  const format = useFormatter()
  const { text, shownBytes, totalBytes, recordedAt, httpStatus, peer, count, firstAt } = receipt
  const now = new Date()
  const shown = text.slice(0, SHOWN_SIGNS)
  return (
    <div className="grid gap-2">
      <p className="text-small text-muted">
        {t('rawOf', { time: momentPhrase(recordedAt, locale, now), status: String(httpStatus) })}
        {count > 1 && ` ${t('rawAlike', { count, time: momentPhrase(firstAt, locale, now) })}`}
      </p>
      <pre lang="sv" className="rounded-small bg-surface p-3 font-mono text-small whitespace-pre-wrap wrap-anywhere">
        {shown || t('rawEmpty')}
      </pre>
      {(shown !== text || shownBytes < totalBytes) && (
        <p className="text-small text-muted">
          {t('rawCut', { shown: format.number(shown.length), total: formatSize(totalBytes, locale) })}
        </p>
      )}
      {peer && (
        <p className="text-small text-muted">
          {t('peer')}: <span className="font-mono wrap-anywhere">{peer}</span>
        </p>
      )}
    </div>
  )
}
