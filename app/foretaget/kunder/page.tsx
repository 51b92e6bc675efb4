import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AssignForm, ClientList } from '#components/people/client-forms.tsx'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { listClients } from '#lib/certificates/list-assignments.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('clients')

/** The field that a refusal's case is about. */
const FIELDS: Record<string, string> = { assign_nobody: 'person', assign_nowhere: 'kund', assign_many: 'kund' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ClientsPage({ searchParams }: Props) {
  const { employer, mayChange, prove, done, refused } = await companyPage('/foretaget/kunder', await searchParams)
  const { employerId, orgnr, name } = employer
  const t = await getTranslations('clients')
  const words = await getTranslations('companyPages')
  const { clients, people } = await listClients(await pageContext(), { employerId, orgnr })
  const isEmpty = clients.length === 0
  const mayGive = mayChange && !isEmpty && people.length > 0
  const named = refused?.reason && FIELDS[refused.reason]
  const field = mayGive ? named : undefined
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead
        employer={name}
        title={t('title')}
        lead={t('lead')}
        done={done}
        refused={refused}
        field={field}
        prove={prove}
      />
      {!mayChange && <Notice tone="info" title={words('onlySee')} />}
      {isEmpty && (
        <Empty>
          <p>{t('none', { employer: name })}</p>
        </Empty>
      )}
      {mayChange && !isEmpty && (
        <Section id="ge" title={t('give.title')}>
          <p className="max-w-text">{t('give.text')}</p>
          {mayGive ? (
            <AssignForm
              employerId={employerId}
              clients={clients}
              people={people}
              error={(of) => refused && field === of && <RefusalSentence refused={refused} />}
            />
          ) : (
            <p>{t('give.nobody')}</p>
          )}
        </Section>
      )}
      {!isEmpty && (
        <Section id="vilka" title={t('list.title')}>
          <ClientList employerId={employerId} clients={clients} mayChange={mayChange} />
        </Section>
      )}
    </Page>
  )
}
