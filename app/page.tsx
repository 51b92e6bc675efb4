import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ExampleReceipt } from '#components/docs/example-receipt.tsx'
import { HowItWorks } from '#components/docs/how-it-works.tsx'
import { ServiceList } from '#components/docs/service-list.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { webEnv } from '#lib/env.ts'
import { services } from '#lib/services/catalogue.ts'
import { formatsOf } from '#lib/services/description.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { currentSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('start')

export default async function StartPage() {
  const t = await getTranslations('start')
  const session = await currentSession()
  const { MAX_BYTES, PASSWORD_LOGIN } = webEnv()
  const offers = services.map((service) => ({
    id: service.id,
    receiver: service.receiver,
    checkOnly: service.checkOnly,
    maxBytes: Math.min(service.maxBytes, MAX_BYTES),
    formats: formatsOf(service),
  }))
  return (
    <>
      <div className="bg-tint">
        <div className="mx-auto grid max-w-wide items-center gap-12 px-4 py-12 sm:px-6 sm:py-16 lg:grid-cols-[1fr_22rem] lg:gap-20 lg:px-8">
          <div className="grid justify-items-start gap-6">
            <h1 id="rubrik" tabIndex={-1} className="max-w-text text-display font-bold tracking-tight wrap-anywhere">
              {t('title')}
            </h1>
            <p className="max-w-text text-lead">{t('lead')}</p>
            <div className="flex flex-wrap gap-3">
              {session ? (
                <LinkButton size="large" href="/hem">
                  {t('goHome')}
                </LinkButton>
              ) : (
                <LinkButton size="large" href="/logga-in">
                  {t('logIn')}
                </LinkButton>
              )}
              <LinkButton size="large" kind="secondary" href="/prova">
                {t('try.link')}
              </LinkButton>
              <LinkButton size="large" kind="secondary" href="/anslut">
                {t('join.link')}
              </LinkButton>
            </div>
            <p className="text-muted">{t('try.note')}</p>
          </div>
          <ExampleReceipt />
        </div>
      </div>
      <div className="mx-auto grid max-w-wide gap-16 px-4 py-12 sm:px-6 sm:py-16 lg:px-8">
        <Section id="hur" title={t('how.title')}>
          <HowItWorks />
        </Section>
        <div className="grid gap-x-20 gap-y-12 lg:grid-cols-2">
          <Section id="tjanster" title={t('services.title')}>
            <ServiceList offers={offers} />
          </Section>
          <div className="grid content-start gap-12">
            <Section id="innan" title={t('need.title')}>
              <ul className="grid list-disc gap-2 pl-5">
                <li>{PASSWORD_LOGIN === 'on' ? t('need.elegOrPassword') : t('need.eleg')}</li>
                <li>{t('need.role')}</li>
                <li>
                  {t('need.file')} <TextLink href="/postbeskrivningar">{t('need.docs')}</TextLink>
                </li>
              </ul>
            </Section>
            <Section id="anslut" title={t('join.title')}>
              <p>{t('join.text')}</p>
              <p>
                <TextLink href="/anslut">{t('join.link')}</TextLink>
              </p>
            </Section>
          </div>
        </div>
      </div>
    </>
  )
}
