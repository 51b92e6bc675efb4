import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ClientText } from '#components/layout/client-text.tsx'
import { CodeApp } from '#components/own-login/code-app.tsx'
import { PasskeyAdd } from '#components/own-login/passkey-add.tsx'
import { PasskeyList } from '#components/own-login/passkey-list.tsx'
import { loginFieldOf, PasswordFields } from '#components/own-login/password-fields.tsx'
import { ProveNotice } from '#components/people/prove-notice.tsx'
import { RefusalNotice, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { isFresh } from '#lib/access/require-member.ts'
import { totpAddress } from '#lib/access/second-factor.ts'
import { webEnv } from '#lib/env.ts'
import { type OwnLoginDoneWord, ownLoginTexts } from '#lib/text/own-login.ts'
import { againPage } from '#lib/web/forms/after-login.ts'
import { webKeeping } from '#lib/web/pages/keeping.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { requireSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('ownLogin.own')

const PATH = '/konto/inloggning'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function OwnLoginPage({ searchParams }: Props) {
  const { PASSWORD_LOGIN } = webEnv()
  const { credential, name, provedAt } = await requireSession(PATH)
  if (PASSWORD_LOGIN !== 'on') notFound()
  const query = await searchParams
  const { refused, kept } = await sentBack(PATH, query)
  const t = await getTranslations('ownLogin.own')
  const { username, passkeys, isLocked, isOn, newApp: app } = await webKeeping().ask('readOwnLogin', { credential })
  const done = readDone(query.klart)
  const field = loginFieldOf(refused)
  const error = (of: string) => refused && field === of && <RefusalSentence refused={refused} />
  return (
    <Page>
      {done && <Notice tone="success" live="status" title={t(`done.${done}`)} />}
      {refused && <RefusalNotice refused={refused} field={field} />}
      <PageTitle over={name} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      {username === null ? (
        <p>{t('none')}</p>
      ) : (
        <>
          {!isFresh(provedAt, new Date()) && <ProveNotice href={`/logga-in?${new URLSearchParams({ next: againPage(PATH) })}`} />}
          {!isOn && <Notice tone="warning" title={t('off')} />}
          <p className="wrap-anywhere">{t('username', { username })}</p>
          {isLocked && (
            <Notice tone="warning" title={t('locked.title')} action={<OneButton to="las-upp" text={t('locked.button')} />}>
              <p>{t('locked.text')}</p>
            </Notice>
          )}
          <Section id="passkeys" title={t('passkeys.title')}>
            <p>{t('passkeys.text')}</p>
            <PasskeyList passkeys={passkeys} />
            <ClientText topics={['ownLogin']}>
              <PasskeyAdd label={kept?.fields.namn} />
            </ClientText>
          </Section>
          <Section id="byt" title={t('password.title')}>
            <form method="post" action="/api/konto/losenord" className="grid max-w-96 gap-5">
              <PasswordFields error={error} />
              <Button className="justify-self-start">{t('password.button')}</Button>
            </form>
          </Section>
          <Disclosure summary={t('app.summary')} open={field === 'totp'}>
            <p>{t('app.text')}</p>
            <form method="post" action="/api/konto/kodapp" className="grid gap-5">
              <input type="hidden" name="kodapp" value={app.sealed} />
              <CodeApp secret={app.secret} address={totpAddress(app.secret, username)} error={error('totp')} />
              <Button kind="secondary" className="justify-self-start">
                {t('app.button')}
              </Button>
            </form>
          </Disclosure>
          <Disclosure summary={t('drop.title')}>
            <p>{t('drop.text')}</p>
            <OneButton to="ta-bort" text={t('drop.button')} />
          </Disclosure>
        </>
      )}
    </Page>
  )
}

function OneButton({ to, text }: { to: 'las-upp' | 'ta-bort'; text: string }) {
  return (
    <form method="post" action={`/api/konto/inloggning/${to}`}>
      <Button kind={to === 'ta-bort' ? 'danger' : 'secondary'}>{text}</Button>
    </form>
  )
}

const readDone = (word: unknown): OwnLoginDoneWord | undefined =>
  typeof word === 'string' && Object.hasOwn(ownLoginTexts.sv.own.done, word) ? (word as OwnLoginDoneWord) : undefined
