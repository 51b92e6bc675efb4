import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { TryFile } from '#components/check/try-file.tsx'
import { ClientText } from '#components/layout/client-text.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { webEnv } from '#lib/env.ts'
import { services } from '#lib/services/catalogue.ts'
import { formatsOf } from '#lib/services/description.ts'
import { STAND_IN_EMPLOYER } from '#lib/tables/convert/conversion.ts'
import { serviceText } from '#lib/text/services.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('tryOut')

/** Open to everyone. The security policy of this path forbids the page to send anything. */
export default async function TryPage() {
  const t = await getTranslations('tryOut')
  const words = await getTranslations('services')
  const format = await getFormatter()
  const { MAX_BYTES, MILJO } = webEnv()
  const [first] = services
  const kinds = services.map((service) =>
    t('taken', {
      service: words(`name.${serviceText(service.id)}`),
      formats: format.list(formatsOf(service).map((name) => words(`format.${name}`))),
    }),
  )
  return (
    <Page width="wide">
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <ClientText topics={['send', 'batch', 'services', 'tryOut', 'mending', 'tableReading']}>
        <TryFile
          terms={{
            serviceId: first?.id ?? '',
            maxBytes: Math.min(Math.max(...services.map(({ maxBytes }) => maxBytes)), MAX_BYTES),
            environment: MILJO,
            employer: STAND_IN_EMPLOYER,
            issuedAt: new Date().toISOString(),
          }}
          hint={t('hint', { kinds: kinds.join('. ') })}
        />
      </ClientText>
      <div className="max-w-text print:hidden">
        <Section id="bevis" title={t('why.title')}>
          <ul className="grid list-disc gap-2 pl-5">
            <li>{t('why.offline')}</li>
            <li>{t('why.counts')}</li>
            <li>{t('why.policy')}</li>
          </ul>
          <p>
            <TextLink href="/postbeskrivningar">{t('docs')}</TextLink>
          </p>
        </Section>
      </div>
    </Page>
  )
}
