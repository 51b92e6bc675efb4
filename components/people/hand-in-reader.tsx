import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button.tsx'
import { ReaderNotice } from './reader-notice.tsx'

/** On a page where files are handed in: a reader may still try one, which sends nothing. */
export function HandInReader({ employer }: { employer: string }) {
  const t = useTranslations('accounts.reader')
  return (
    <>
      <ReaderNotice employer={employer} lacks="handIn">
        <p>{t('tryOut')}</p>
      </ReaderNotice>
      <LinkButton kind="secondary" href="/prova" className="justify-self-start">
        {t('tryLink')}
      </LinkButton>
    </>
  )
}
