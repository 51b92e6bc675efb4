import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'

/** To somebody named in an application who has no account yet. */
export function NamedGuest({ reference }: { reference: string }) {
  const t = useTranslations('joiningPages.part')
  return (
    <>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <form method="post" action="/api/anslut/oppna" className="grid justify-items-start gap-3">
        <input type="hidden" name="referens" value={reference} />
        <p>{t('openText')}</p>
        <Button size="large">{t('open')}</Button>
      </form>
    </>
  )
}
