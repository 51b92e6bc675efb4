import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ApplicationList } from '#components/joining/application-list.tsx'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { actorOf } from '#lib/access/actor.ts'
import { listApplications } from '#lib/joining/read-application.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { currentGuest } from '#lib/web/pages/guest.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { currentSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('joiningPages')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const NEEDS = ['eleg', 'number', 'people', 'basis', 'saved', 'next'] as const

export default async function JoinPage({ searchParams }: Props) {
  const t = await getTranslations('joiningPages')
  const welcome = await getTranslations('welcome')
  const [session, guest] = [await currentSession(), await currentGuest()]
  const { refused } = await sentBack('/anslut', await searchParams)
  const mine = session ? await listApplications({ db: webDb(), actor: actorOf(session), now: new Date() }) : []
  return (
    <Page>
      {refused && <RefusalNotice refused={refused} />}
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {!session && guest && <p>{welcome('known', { name: guest.name })}</p>}
      {mine.length > 0 && (
        <Section id="dina" title={t('list.title')}>
          <ApplicationList applications={mine} />
        </Section>
      )}
      <Section id="behovs" title={t('need.title')}>
        <ul className="grid list-disc gap-2 pl-5">
          {NEEDS.map((need) => (
            <li key={need}>{t(`need.${need}`)}</li>
          ))}
        </ul>
        <p>
          {t('about')} <TextLink href="/anslut/villkor">{t('terms.title')}</TextLink>
        </p>
      </Section>
      {session || guest ? (
        <>
          <form method="post" action="/api/anslut">
            <Button size="large">{t('start')}</Button>
          </form>
          <form method="post" action="/api/anslut" className="grid justify-items-start gap-3">
            <input type="hidden" name="slag" value="administrators" />
            <p>{t('startAdministratorsNote')}</p>
            <Button kind="secondary">{t('startAdministrators')}</Button>
          </form>
        </>
      ) : (
        <p>
          <LinkButton size="large" href={`/logga-in?${new URLSearchParams({ next: '/anslut' })}`}>
            {t('logIn')}
          </LinkButton>
        </p>
      )}
      <p className="text-muted">{t('paperNote')}</p>
    </Page>
  )
}
