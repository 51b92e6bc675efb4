import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { ConversionCard } from '#components/people/conversion-card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { mayAct } from '#lib/access/require-member.ts'
import { listConversions } from '#lib/conversions/list-conversions.ts'
import { serviceText } from '#lib/text/services.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('conversions')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ConversionsPage({ searchParams }: Props) {
  const { employer, done, refused } = await companyPage('/foretaget/omvandlingar', await searchParams)
  const t = await getTranslations('conversions')
  const services = await getTranslations('services')
  const conversions = await listConversions(await pageContext(), employer.employerId)
  const mayChange = mayAct(employer.role)
  const ids = [...new Set(conversions.map(({ service }) => service))]
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead employer={employer.name} title={t('title')} lead={t('lead')} done={done} refused={refused} />
      <p className="max-w-text">{t('machines')}</p>
      {conversions.length === 0 && (
        <Notice tone="info" title={t('none')}>
          <p>
            <TextLink href="/lamna">{t('toHandIn')}</TextLink>
          </p>
        </Notice>
      )}
      {!mayChange && <Notice tone="info" title={t('onlySee')} />}
      {ids.map((id) => (
        <Section key={id} id={id} title={services(`name.${serviceText(id)}`)}>
          <div className="grid gap-6">
            {conversions
              .filter(({ service }) => service === id)
              .map((conversion) => (
                <ConversionCard
                  key={conversion.id}
                  conversion={conversion}
                  employerId={employer.employerId}
                  mayChange={mayChange}
                />
              ))}
          </div>
        </Section>
      ))}
    </Page>
  )
}
