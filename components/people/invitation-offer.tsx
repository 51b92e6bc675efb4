import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { Time } from '#components/ui/time.tsx'
import { formatOrgnr } from '#lib/identifiers.ts'
import type { FoundInvitation } from '#lib/members/accept-invitation.ts'

type Props = {
  token: string
  invitation: FoundInvitation
  /** Of who looks. */
  name: string
  isGuest: boolean
}

/** Which company, which role and what it may, and the button that accepts. */
export function InvitationOffer({ token, invitation, name, isGuest }: Props) {
  const t = useTranslations('people.invitation')
  const people = useTranslations('people')
  const roles = useTranslations('accounts.role')
  const { employer, orgnr, role, validUntil } = invitation
  const end = validUntil ? [{ term: people('until'), text: <Time at={validUntil} form="date" /> }] : []
  return (
    <>
      <PageTitle over={`${employer}, ${formatOrgnr(orgnr)}`} lead={t('lead', { employer })}>
        {t('title')}
      </PageTitle>
      <p>{t('you', { name })}</p>
      <Section id="roll" title={t('may')}>
        <DefinitionList rows={[{ term: roles(role), text: people(`roles.${role}`) }, ...end]} />
      </Section>
      {isGuest && <p>{t('account')}</p>}
      <form method="post" action={`/api/inbjudan/${token}`}>
        <Button>{t('accept')}</Button>
      </form>
      <p className="text-muted">{t('not')}</p>
    </>
  )
}
