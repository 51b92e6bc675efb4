import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PrintButton } from './print-button.tsx'

/** Where one goes from a receipt. */
export function Actions({ serviceId }: { serviceId: string }) {
  const t = useTranslations('submissions.page')
  return (
    <div className="flex flex-wrap gap-3 print:hidden">
      <LinkButton kind="secondary" href={`/lamna/${serviceId}`}>
        {t('next')}
      </LinkButton>
      <LinkButton kind="quiet" href="/inlamningar">
        {t('list')}
      </LinkButton>
      <PrintButton />
    </div>
  )
}
