import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RequestDesk } from '#components/certificate/request-desk.tsx'
import { ClientText } from '#components/layout/client-text.tsx'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { actsFor } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('certificates.order')

const STEPS = ['choose', 'test', 'key', 'sign', 'wait', 'register', 'swap'] as const

export default async function OrderPage() {
  const employer = await actsFor('/foretaget/bestall')
  const t = await getTranslations('certificates.order')
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead employer={employer.name} title={t('title')} lead={t('lead')} />
      <Section id="steg" title={t('stepsTitle')}>
        <ol className="grid max-w-text list-decimal gap-3 pl-6">
          {STEPS.map((step) => (
            <li key={step}>{t(`steps.${step}`)}</li>
          ))}
        </ol>
      </Section>
      <Section id="begaran" title={t('make')}>
        <p className="max-w-text">{t('makeLead')}</p>
        <ClientText topics={['certificates']}>
          <RequestDesk organisation={employer.name} serialNumber={`16${toEdgeOrgnr(employer.orgnr)}`} />
        </ClientText>
      </Section>
    </Page>
  )
}
