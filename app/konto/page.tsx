import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyRoles, leaveFieldOf } from '#components/account/company-roles.tsx'
import { KeptRecord } from '#components/account/kept-record.tsx'
import { LoginWays } from '#components/account/login-ways.tsx'
import { MailLanguage } from '#components/account/mail-language.tsx'
import { mailFieldOf, OwnMailPart } from '#components/account/own-mail.tsx'
import { SessionList } from '#components/account/session-list.tsx'
import { ApplicationList } from '#components/joining/application-list.tsx'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { actorOf } from '#lib/access/actor.ts'
import { listOwnSessions } from '#lib/access/own-sessions.ts'
import { readAccount } from '#lib/access/read-account.ts'
import { readOwnMail } from '#lib/access/verify-mail.ts'
import { listApplications } from '#lib/joining/read-application.ts'
import { readAccountDone } from '#lib/text/my-account.ts'
import { readMailDone } from '#lib/text/own-mail.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { currentCompanies, requireSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('myAccount')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AccountPage({ searchParams }: Props) {
  const session = await requireSession('/konto')
  const query = await searchParams
  const { refused, kept } = await sentBack('/konto', query)
  const t = await getTranslations('myAccount')
  const context = { db: webDb(), actor: actorOf(session), now: new Date() }
  const { name, personMasked, username } = await readAccount(context)
  const mail = await readOwnMail(context)
  const sessions = await listOwnSessions(context)
  const companies = await currentCompanies()
  const applications = await listApplications(context)
  const done = readAccountDone(query.klart)
  return (
    <Page>
      {done && <Notice tone="success" live="status" title={t(`done.${done}`)} />}
      {refused && (
        <RefusalNotice refused={refused} field={mailFieldOf(refused) ?? leaveFieldOf(refused, kept?.fields.foretaget)} />
      )}
      <PageTitle over={name} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <p>{t('who', { masked: personMasked })}</p>
      <Section id="adress" title={t('mail')}>
        <p>{t('mailWhy')}</p>
        <OwnMailPart mail={mail} next="/konto" done={readMailDone(query.klart)} refused={refused} typed={kept?.fields.epost} />
        <MailLanguage language={mail.language} />
      </Section>
      <Section id="inloggningar" title={t('sessions.title')}>
        <p>{t('sessions.lead')}</p>
        <SessionList sessions={sessions} />
      </Section>
      <Section id="satt" title={t('ways.title')}>
        <LoginWays username={username} />
      </Section>
      <Section id="foretag" title={t('companies.title')}>
        <CompanyRoles companies={companies} unsure={refused?.reason === 'leave_sure' ? kept?.fields.foretaget : undefined} />
      </Section>
      {applications.length > 0 && (
        <Section id="ansokningar" title={t('applications.title')}>
          <p>{t('applications.lead')}</p>
          <ApplicationList applications={applications} />
        </Section>
      )}
      <Section id="sparas" title={t('kept.title')}>
        <KeptRecord />
      </Section>
    </Page>
  )
}
