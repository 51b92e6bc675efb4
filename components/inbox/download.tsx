import { useLocale, useTranslations } from 'next-intl'
import { formatSize } from '#lib/text/format-size.ts'
import type { DeliveryView } from './delivery-view.ts'
import { DownloadLink } from './download-link.tsx'

/** Fetching the file: a plain link, which may be used again. */
export function Download({ delivery: { id, name, bytes, status } }: { delivery: DeliveryView }) {
  const t = useTranslations('inbox')
  const size = formatSize(bytes, useLocale())
  return (
    <div className="grid justify-items-start gap-2">
      <DownloadLink href={`/api/inkorg/${id}/fil`} first={status === 'ny'}>
        {t(status === 'ny' ? 'download' : 'downloadAgain')}
        <span className="sr-only"> {name}</span>
      </DownloadLink>
      <p className="text-small text-muted wrap-anywhere">{t('downloadIs', { file: name, size })}</p>
    </div>
  )
}
