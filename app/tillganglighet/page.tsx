import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { longDate } from '#lib/text/format-time.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('about.accessibility')

/** When somebody last went through the pages and this statement. */
const WRITTEN = new Date('2026-12-01T12:00:00Z')

export default async function AccessibilityPage() {
  const t = await getTranslations('about.accessibility')
  const date = longDate(WRITTEN, await getLocale())
  return (
    <Page width="text">
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <Section id="hur" title={t('how.title')}>
        <p>{t('how.text')}</p>
      </Section>
      <Section id="brister" title={t('gaps.title')}>
        <ul className="grid list-disc gap-1.5 pl-5">
          <li>{t('gaps.review')}</li>
          <li>{t('gaps.people')}</li>
          <li>{t('gaps.agency')}</li>
        </ul>
      </Section>
      <Section id="provat" title={t('tested.title')}>
        <p>{t('tested.text')}</p>
        <p>{t('tested.when', { date })}</p>
      </Section>
      <Section id="saga-till" title={t('tell.title')}>
        <p>{t('tell.text')}</p>
        <p>
          <TextLink href="/kontakt">{t('tell.link')}</TextLink>
        </p>
      </Section>
      <Section id="tillsyn" title={t('supervision.title')}>
        <p>{t('supervision.text')}</p>
      </Section>
    </Page>
  )
}
