import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Button } from '#components/ui/button.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { afterLogin } from '#lib/web/forms/after-login.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { currentGuest } from '#lib/web/pages/guest.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { currentSession } from '#lib/web/pages/session.ts'

export const generateMetadata = async (): Promise<Metadata> => pageTitle((await currentGuest()) ? 'welcome' : 'welcome.gone')

const WAYS = ['invited', 'missing'] as const

/** Where a login leads whose person has no account. */
export default async function WelcomePage() {
  const session = await currentSession()
  if (session) redirect(await afterLogin({ db: webDb() }, { credential: session.credential, next: undefined }))
  const guest = await currentGuest()
  const t = await getTranslations('welcome')
  if (!guest)
    return (
      <Page>
        <PageTitle lead={t('gone.text')}>{t('gone.title')}</PageTitle>
        <p>
          <LinkButton href="/logga-in">{t('gone.button')}</LinkButton>
        </p>
      </Page>
    )
  return (
    <Page>
      <PageTitle lead={t('known', { name: guest.name })}>{t('title')}</PageTitle>
      <p>{t('stays')}</p>
      <section aria-labelledby="anslut" className="grid gap-4 rounded-card bg-tint p-6 sm:p-8">
        <Heading level={2} id="anslut" look={3}>
          {t('join.title')}
        </Heading>
        <p>{t('join.text')}</p>
        <p>
          <LinkButton href="/anslut">{t('join.button')}</LinkButton>
        </p>
      </section>
      {WAYS.map((way) => (
        <section key={way} aria-labelledby={way} className="grid gap-2">
          <Heading level={2} id={way} look={3}>
            {t(`${way}.title`)}
          </Heading>
          <p>{t(`${way}.text`)}</p>
        </section>
      ))}
      <form method="post" action="/api/logga-ut">
        <Button kind="secondary">{t('logOut')}</Button>
      </form>
    </Page>
  )
}
