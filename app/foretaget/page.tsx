import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyName } from '#components/people/company-name.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Card } from '#components/ui/card.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { Page } from '#components/ui/page.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { formatOrgnr } from '#lib/identifiers.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { readOverview } from './read-overview.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('companyOverview')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The first page of a company: what each of its pages is for, and how it stands there. */
export default async function CompanyOverview({ searchParams }: Props) {
  const { employer, mayChange, prove, done, refused, kept } = await companyPage('/foretaget', await searchParams)
  const t = await getTranslations('companyOverview')
  const faulty = refused?.reason === 'company_name' ? refused : undefined
  const { people, agents, certificates, services, notices, retention } = await readOverview(employer.employerId)
  const parts = [
    ['people', '/foretaget/personer', t('parts.people.now', people)],
    ['agents', '/foretaget/ombud', t('parts.agents.now', agents)],
    [
      'certificates',
      '/foretaget/certifikat',
      `${t('parts.certificates.now', certificates)}${certificates.days === null ? '' : ` ${t('parts.certificates.ends', { days: certificates.days })}`}`,
    ],
    ['services', '/foretaget/tjanster', t('parts.services.now', services)],
    ['notices', '/foretaget/aviseringar', t('parts.notices.now', notices)],
    ['retention', '/foretaget/gallring', t('parts.retention.now', retention)],
  ] as const
  return (
    <Page menu={<CompanyNav />} width="wide">
      <CompanyHead
        employer={employer.name}
        title={t('title')}
        lead={t('lead', { employer: employer.name })}
        done={done}
        refused={refused}
        field={faulty && 'namn'}
        prove={prove}
      />
      <ul className="grid gap-4 md:grid-cols-2">
        {parts.map(([part, href, now]) => (
          <Card as="li" key={part} className="grid content-start gap-2">
            <Heading level={2} look={3}>
              <TextLink href={href}>{t(`parts.${part}.title`)}</TextLink>
            </Heading>
            <p className="text-muted">{t(`parts.${part}.is`)}</p>
            <p>{now}</p>
          </Card>
        ))}
      </ul>
      <CompanyName
        employerId={employer.employerId}
        name={employer.name}
        orgnr={formatOrgnr(employer.orgnr)}
        mayChange={mayChange}
        typed={kept?.form === 'renameEmployer' ? kept.fields.namn : undefined}
        error={faulty && <RefusalSentence refused={faulty} />}
      />
    </Page>
  )
}
