import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ClientText } from '#components/layout/client-text.tsx'
import { PasskeyButton } from '#components/own-login/passkey-button.tsx'
import { PasswordForm } from '#components/people/password-form.tsx'
import { TestPeople } from '#components/people/test-people.tsx'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { isLoginFault, type LoginFault } from '#lib/access/login-fault.ts'
import { webEnv } from '#lib/env.ts'
import { afterLogin, asksForFresh } from '#lib/web/forms/after-login.ts'
import { localPath } from '#lib/web/forms/local-path.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { currentSession } from '#lib/web/pages/session.ts'
import { readTestPeople } from '#lib/web/pages/test-people.ts'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const isProving = (await currentSession()) !== null && asksForFresh(localPath(one((await searchParams).next)))
  return pageTitle(isProving ? 'login.prove' : 'login')
}

/** Faults that the person mends in the password form. */
const OF_THE_FORM: LoginFault[] = ['saknas', 'fel']

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function LoginPage({ searchParams }: Props) {
  const asked = await searchParams
  const next = localPath(one(asked.next))
  const session = await currentSession()
  const isProving = session !== null && asksForFresh(next)
  if (session && !isProving) redirect(await afterLogin({ db: webDb() }, { credential: session.credential, next }))
  const t = await getTranslations('login')
  const accounts = await getTranslations('accounts')
  const { PASSWORD_LOGIN, TEST_PEOPLE } = webEnv()
  const withPassword = PASSWORD_LOGIN === 'on'
  const people = TEST_PEOPLE ? await readTestPeople(TEST_PEOPLE) : undefined
  const fault = one(asked.fel)
  const error = isLoginFault(fault) ? accounts(`loginFault.${fault}`, { seconds: Number(one(asked.sekunder)) || 0 }) : undefined
  const { refused, kept } = await sentBack('/logga-in', asked)
  const isOfTheForm = withPassword && OF_THE_FORM.some((known) => known === fault)
  // First after it failed: on a phone it would stand a screen below its error.
  const password = withPassword && (
    <section aria-labelledby="losenord" className="grid gap-4 rounded-card border border-line p-6 sm:p-8">
      <Heading level={2} id="losenord" look={3}>
        {t('password.title')}
      </Heading>
      <p className="text-muted">{t('password.text')}</p>
      <PasswordForm next={next} username={kept?.fields.username} />
      <ClientText topics={['login']}>
        <PasskeyButton next={next} />
      </ClientText>
    </section>
  )
  return (
    <>
      <Page>
        {error && (
          <ErrorSummary
            title={accounts(isProving ? 'proveFaultTitle' : 'loginFaultTitle')}
            errors={[{ text: error, ...(isOfTheForm && { href: '#username' }) }]}
          >
            {isOfTheForm && fault === 'fel' && <p>{accounts('newCode')}</p>}
          </ErrorSummary>
        )}
        {!error && refused && <RefusalNotice refused={refused} />}
        {one(asked.klart) === 'raderat' && <Notice tone="success">{accounts('erased')}</Notice>}
        {one(asked.klart) === 'valt' && <Notice tone="success">{t('password.chosen')}</Notice>}
        {one(asked.klart) === 'utloggad' && <Notice tone="success">{accounts('loggedOut')}</Notice>}
        <PageTitle lead={isProving ? t('prove.lead', { name: session.name }) : undefined}>
          {t(isProving ? 'prove.title' : 'title')}
        </PageTitle>
        {isOfTheForm && password}
        <section aria-labelledby="eleg" className="grid gap-4 rounded-card bg-tint p-6 sm:p-8">
          <Heading level={2} id="eleg" look={3}>
            {t('eleg.title')}
          </Heading>
          <p>{t('eleg.text')}</p>
          <form method="post" action="/api/logga-in/eleg">
            {next && <input type="hidden" name="next" value={next} />}
            <Button size="large">{t('eleg.button')}</Button>
          </form>
        </section>
        {!isOfTheForm && password}
        <Disclosure summary={t('help.title')}>
          <p>{t('help.text')}</p>
          <p>
            <TextLink href="/kontakt">{t('help.contact')}</TextLink>
          </p>
        </Disclosure>
      </Page>
      {people && (
        <div className="border-t border-dashed border-edge bg-surface">
          <Page width="wide">
            <TestPeople people={people} withPassword={withPassword} />
          </Page>
        </div>
      )}
    </>
  )
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)
