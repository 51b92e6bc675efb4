import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { HandOver } from '#components/people/hand-over.tsx'
import { InvitationList } from '#components/people/invitation-list.tsx'
import { InviteForm } from '#components/people/invite-form.tsx'
import { MemberTable } from '#components/people/member-table.tsx'
import { RoleWords } from '#components/people/role-words.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { listInvitations, listMembers } from '#lib/members/list-members.ts'
import { dayText, latestEnd } from '#lib/members/member-terms.ts'
import { tableDate } from '#lib/text/format-time.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext, requireSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('people')

/** The field that a refusal's case is about. */
const FIELDS: Record<string, string> = {
  person_name: 'namn',
  address: 'adress',
  address_lines: 'adress',
  invited_already: 'adress',
  role: 'roll',
  end_missing: 'slut',
  end_date: 'slut',
  invited_number: 'personnummer',
  member_already: 'personnummer',
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function PeoplePage({ searchParams }: Props) {
  const path = '/foretaget/personer'
  const { employer, mayChange, prove, done, refused, kept } = await companyPage(path, await searchParams)
  const { personId } = await requireSession(path)
  const { employerId } = employer
  const t = await getTranslations('people')
  const words = await getTranslations('companyPages')
  const field = refused?.reason && FIELDS[refused.reason]
  const error = (name: string) => refused && field === name && <RefusalSentence refused={refused} />
  const now = new Date()
  const members = await listMembers(await pageContext(), employerId)
  const invitations = mayChange ? await listInvitations(await pageContext(), employerId) : []
  const administrators = members.filter(({ role }) => role === 'administrator')
  const days = { least: tableDate(now), most: dayText(latestEnd(now)) ?? '' }
  return (
    <Page menu={<CompanyNav />} width="wide">
      <CompanyHead
        employer={employer.name}
        title={t('title')}
        lead={t('lead')}
        done={done}
        refused={refused}
        field={field}
        prove={prove}
      />
      {!mayChange && (
        <Notice tone="info" title={words('onlySee')}>
          <p>{t('who')}</p>
        </Notice>
      )}
      {mayChange && administrators.length === 1 && (
        <Notice tone="warning" title={t('only')}>
          <p>{t('onlyText')}</p>
        </Notice>
      )}
      <MemberTable rows={members} me={personId} mayChange={mayChange} />
      {mayChange && (
        <>
          <Section id="inbjudningar" title={t('invitations.title')}>
            {invitations.length > 0 ? (
              <InvitationList rows={invitations} employerId={employerId} now={now} />
            ) : (
              <p className="text-muted">{t('invitations.none')}</p>
            )}
          </Section>
          <Section id="bjud-in" title={t('invite.title')}>
            <p className="max-w-text">{t('invite.lead')}</p>
            <InviteForm
              employerId={employerId}
              typed={kept?.form === 'invitePerson' ? kept.fields : {}}
              days={days}
              error={error}
            />
          </Section>
          <HandOver />
        </>
      )}
      {!mayChange && <RoleWords />}
    </Page>
  )
}
