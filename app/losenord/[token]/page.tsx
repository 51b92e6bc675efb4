import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { CodeApp } from '#components/own-login/code-app.tsx'
import { loginFieldOf, PasswordFields } from '#components/own-login/password-fields.tsx'
import { RefusalNotice, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { totpAddress } from '#lib/access/second-factor.ts'
import { webEnv } from '#lib/env.ts'
import { LIMITS } from '#lib/limits.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import { webKeeping } from '#lib/web/pages/keeping.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return pageTitle((await linkOf(params)) ? 'ownLogin.link' : 'ownLogin.gone')
}

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function LoginLinkPage({ params, searchParams }: Props) {
  if (webEnv().PASSWORD_LOGIN !== 'on') notFound()
  const { token } = await params
  const link = await linkOf(params)
  if (!link) return <LinkGone />
  const { refused, kept } = await sentBack(`/losenord/${token}`, await searchParams)
  const t = await getTranslations('ownLogin')
  const locale = await getLocale()
  const field = loginFieldOf(refused)
  const error = (name: string) => (refused && field === name ? <RefusalSentence refused={refused} /> : undefined)
  return (
    <Page width="text">
      {refused && <RefusalNotice refused={refused} field={field} />}
      <PageTitle
        lead={t('link.lead', {
          name: link.name,
          until: `${longDate(link.expiresAt, locale)} ${clockPhrase(link.expiresAt, locale)}`,
        })}
      >
        {t('link.title')}
      </PageTitle>
      <form method="post" action={`/api/losenord/${token}`} className="grid gap-8">
        <div className="grid max-w-96 gap-5">
          <TextField
            name="anvandarnamn"
            label={t('fields.username')}
            hint={t('fields.usernameHint')}
            error={error('anvandarnamn')}
            defaultValue={kept?.fields.anvandarnamn ?? link.username ?? undefined}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordFields error={error} />
        </div>
        <Section id="kodapp" title={t('app.title')}>
          <CodeApp secret={link.secret} address={totpAddress(link.secret, link.username ?? link.name)} error={error('totp')} />
        </Section>
        <TextField
          name="kod"
          label={t('link.code')}
          hint={t('link.codeHint')}
          error={error('kod')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={2 * LIMITS.loginLinkDigits}
          className="max-w-48 tabular-nums"
        />
        <p>{t('link.passkeys')}</p>
        <Button className="justify-self-start">{t('link.button')}</Button>
      </form>
    </Page>
  )
}

const linkOf = async (params: Props['params']) => (await webKeeping().ask('readLoginLink', { token: (await params).token })).link

async function LinkGone() {
  const t = await getTranslations('ownLogin.gone')
  return (
    <Page width="text">
      <PageTitle lead={t('text')}>{t('title')}</PageTitle>
      <LinkButton href="/logga-in" className="justify-self-start">
        {t('toLogin')}
      </LinkButton>
    </Page>
  )
}
