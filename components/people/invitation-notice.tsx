import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'

type Props = { state: 'gone' | 'accepted' | 'ended' | 'late' | 'other' | 'password'; name: string }

/** An invitation that cannot be accepted by who holds its link: why, and what to do. Nothing of whose it is. */
export function InvitationNotice({ state, name }: Props) {
  const t = useTranslations('people.invitation')
  const logOut = useTranslations('common.account')
  const text = {
    gone: t('goneText'),
    accepted: t('acceptedText'),
    ended: t('askAgain'),
    late: t('askAgain'),
    other: t('otherText', { name }),
    password: t('passwordText'),
  }
  return (
    <>
      <PageTitle lead={text[state]}>{t(state)}</PageTitle>
      {state === 'accepted' && (
        <LinkButton href="/hem" className="justify-self-start">
          {t('toHome')}
        </LinkButton>
      )}
      {(state === 'other' || state === 'password') && (
        <form method="post" action="/api/logga-ut">
          <Button kind="secondary">{logOut('logOut')}</Button>
        </form>
      )}
    </>
  )
}
