import { useLocale, useTranslations } from 'next-intl'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { ObjectButton } from '#components/ui/object-button.tsx'
import type { FoundDelivery } from '#lib/deliveries/find-delivery.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { DownloadLink } from './download-link.tsx'

/** Saves the file: a plain link, which may be used again. */
export function Download({ delivery: { id, name, bytes, status } }: { delivery: FoundDelivery }) {
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

/** Acknowledges the file, for good: opened, it says what that means and shows the button. */
export function Acknowledge({ delivery: { id, name, status } }: { delivery: FoundDelivery }) {
  const t = useTranslations('inbox')
  return (
    <div className="w-full max-w-text print:hidden">
      <Disclosure summary={t('acknowledge')} look={status === 'ny' ? 'link' : 'button'}>
        <p>{t('acknowledgeAsk')}</p>
        {status === 'ny' && <p>{t('acknowledgeFirst')}</p>}
        <form method="post" action={`/api/inkorg/${id}?kvittera=1`}>
          <ObjectButton kind={status === 'ny' ? 'secondary' : 'primary'} of={name}>
            {t('acknowledgeYes')}
          </ObjectButton>
        </form>
      </Disclosure>
    </div>
  )
}
