import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import { services } from '#lib/services/catalogue.ts'
import { serviceText } from '#lib/text/services.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('docs')

export default async function DescriptionsPage() {
  const t = await getTranslations('docs')
  const words = await getTranslations('services')
  return (
    <Page>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <ul className="grid gap-5">
        {services.map(({ id, version }) => (
          <Card key={id} as="li" labelledBy={`tjanst-${id}`} className="grid justify-items-start gap-3">
            <Heading level={2} look={3} id={`tjanst-${id}`}>
              {words(`name.${serviceText(id)}`)}
            </Heading>
            <p>{words(`takes.${serviceText(id)}`)}</p>
            <p className="text-small text-muted">{t('over', { version })}</p>
            <LinkButton kind="secondary" href={`/postbeskrivningar/${id}`}>
              {t('open')}
              <VisuallyHidden>: {words(`name.${serviceText(id)}`)}</VisuallyHidden>
            </LinkButton>
          </Card>
        ))}
      </ul>
    </Page>
  )
}
