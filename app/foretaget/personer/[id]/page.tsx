import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { MemberFacts } from '#components/people/member-facts.tsx'
import { RemoveMember } from '#components/people/remove-member.tsx'
import { RoleFields } from '#components/people/role-fields.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { webEnv } from '#lib/env.ts'
import { findMember, listMembers } from '#lib/members/list-members.ts'
import { dayText, latestEnd } from '#lib/members/member-terms.ts'
import { tableDate } from '#lib/text/format-time.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext, requireSession } from '#lib/web/pages/session.ts'

/** Without the person's name, which would stay in the browser's history. */
export const generateMetadata = (): Promise<Metadata> => pageTitle('people.one')

/** The field that a refusal's case is about. */
const FIELDS: Record<string, string> = {
  role: 'roll',
  administrator_accepts: 'roll',
  end_missing: 'slut',
  end_date: 'slut',
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function MemberPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = `/foretaget/personer/${id}`
  const { employer, mayChange, prove, done, refused, kept } = await companyPage(path, await searchParams)
  if (!ID.test(id)) notFound()
  if (!mayChange) redirect('/foretaget/personer?fel=not_allowed&fall=administrator')
  const { employerId } = employer
  const member = await findMember(await pageContext(), { employerId, personId: id })
  if (!member) notFound()
  const t = await getTranslations('people.one')
  const people = await getTranslations('people')
  const role = await getTranslations('accounts.role')
  const field = refused?.reason && FIELDS[refused.reason]
  const error = (name: string) => refused && field === name && <RefusalSentence refused={refused} />
  const now = new Date()
  const members = await listMembers(await pageContext(), employerId)
  const isLast = members.filter(({ role }) => role === 'administrator').length === 1 && member.role === 'administrator'
  const me = (await requireSession(path)).personId
  const typed = kept?.form === 'changeMember' ? kept.fields : undefined
  const holding = { roll: member.role, slut: dayText(member.validUntil) ?? '' }
  return (
    <Page
      menu={<CompanyNav />}
      before={
        <Breadcrumb label={t('trail')} trail={[{ text: people('title'), href: '/foretaget/personer' }]} here={member.name} />
      }
    >
      <CompanyHead
        employer={employer.name}
        title={t('title')}
        lead={
          <>
            <span className="block text-h3 font-semibold text-ink wrap-anywhere">{member.name}</span>
            {role(member.role)}
          </>
        }
        done={done}
        refused={refused}
        field={field}
        prove={prove}
      />
      <Section id="uppgifter" title={t('facts')}>
        <MemberFacts member={member} />
        {webEnv().PASSWORD_LOGIN === 'on' && <TextLink href={`${path}/inloggning`}>{t('login')}</TextLink>}
      </Section>
      {isLast && <Notice tone="info" title={t('last')} />}
      {!isLast && (
        <>
          <Section id="andra" title={t('change')}>
            <form method="post" action={`/api${path}`} className="grid justify-items-start gap-5" noValidate>
              <input type="hidden" name="foretag" value={employerId} />
              <RoleFields
                roles={
                  member.role === 'administrator'
                    ? ['reader', 'handler', 'ombud', 'administrator']
                    : ['reader', 'handler', 'ombud']
                }
                chosen={typed ?? holding}
                days={{ least: tableDate(now), most: dayText(latestEnd(now)) ?? '' }}
                error={error}
              />
              <p>{t('accepts')}</p>
              <Button>{t('save')}</Button>
            </form>
          </Section>
          <RemoveMember member={member} employerId={employerId} isSelf={member.personId === me} />
        </>
      )}
    </Page>
  )
}
