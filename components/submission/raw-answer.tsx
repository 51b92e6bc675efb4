import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { formatSize } from '#lib/text/format-size.ts'
import { clock } from '#lib/text/format-time.ts'
import type { ReceiptView } from './submission-view.ts'

/** Försäkringskassan's bytes as text, never as markup. */
export function RawAnswer({ receipt }: { receipt: ReceiptView }) {
  const t = useTranslations('submissions.page')
  const locale = useLocale()
  const format = useFormatter()
  const { text, isCut, bytes, recordedAt, httpStatus, peer } = receipt
  return (
    <div className="grid gap-2">
      <p className="text-small text-muted">
        {t('rawOf', { time: clock(new Date(recordedAt), locale), status: String(httpStatus) })}
      </p>
      <pre lang="sv" className="rounded-small bg-surface p-3 font-mono text-small whitespace-pre-wrap wrap-anywhere">
        {text || t('rawEmpty')}
      </pre>
      {isCut && (
        <p className="text-small text-muted">
          {t('rawCut', { shown: format.number(text.length), total: formatSize(bytes, locale) })}
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
