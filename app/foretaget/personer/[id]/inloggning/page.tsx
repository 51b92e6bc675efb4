import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { isColleague } from '#lib/access/factors/colleague-login.ts'
import { readPasswordSwitch } from '#lib/access/factors/password-switch.ts'
import { webEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { webKeeping } from '#lib/web/pages/keeping.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext, requireSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('ownLogin.colleague')

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ColleagueLoginPage({ params, searchParams }: Props) {
  const { PASSWORD_LOGIN } = webEnv()
  const { id } = await params
  const path = `/foretaget/personer/${id}/inloggning`
  const { employer, mayChange, prove, done, refused } = await companyPage(path, await searchParams)
  const { employerId } = employer
  if (PASSWORD_LOGIN !== 'on' || !(await isColleague(await pageContext(), { employerId, personId: id }))) notFound()
  if (!mayChange) return <OnlyAdministrators employer={employer.name} />
  const t = await getTranslations('ownLogin.colleague')
  const locale = await getLocale()
  const login = await readOrNone(path, { employerId, personId: id })
  const isOn = await readPasswordSwitch(await pageContext(), employerId)
  const { name, username, passkeys, link } = login
  const obstacle = !login.hasMail ? t('noMail') : login.actsForOthers ? t('several') : undefined
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead
        employer={employer.name}
        title={t('title')}
        lead={t('lead', { name })}
        done={done}
        refused={refused}
        prove={prove}
      />
      {!isOn && <Notice tone="warning" title={t('off')} />}
      <p className="wrap-anywhere">
        {username === null ? t('none', { name }) : t('has', { name, username, passkeys: passkeys.length })}
      </p>
      {link && (
        <Notice tone="info" title={t('waiting.title')}>
          <p>{t('waiting.text', { until: `${longDate(link.expiresAt, locale)} ${clockPhrase(link.expiresAt, locale)}` })}</p>
          <p className="font-mono text-large tabular-nums select-all">{link.code.replace(/(.{4})/, '$1 ')}</p>
        </Notice>
      )}
      {login.isLocked && (
        <Notice
          tone="warning"
          title={t('locked.title')}
          action={
            login.actsForOthers ? undefined : (
              <OneForm to={`/api/foretaget/personer/${id}/las-upp`} employerId={employerId} text={t('locked.button')} />
            )
          }
        >
          <p>{login.actsForOthers ? t('several') : t('locked.text')}</p>
        </Notice>
      )}
      <Section id="lank" title={t('give.title')}>
        {obstacle ? (
          <Notice tone="info" title={obstacle} level={3} />
        ) : (
          <>
            <p>{t('give.text')}</p>
            <OneForm
              to={`/api/foretaget/personer/${id}/inloggning`}
              employerId={employerId}
              text={t(link ? 'give.again' : 'give.button')}
            />
          </>
        )}
      </Section>
    </Page>
  )
}

async function OnlyAdministrators({ employer }: { employer: string }) {
  const t = await getTranslations('ownLogin.colleague')
  const words = await getTranslations('companyPages')
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead employer={employer} title={t('title')} lead={t('leadOthers')} />
      <Notice tone="info" title={words('onlySee')} />
    </Page>
  )
}

/** Whom the company does not have is not found. */
async function readOrNone(path: string, whom: { employerId: string; personId: string }) {
  const { credential } = await requireSession(path)
  try {
    return await webKeeping().ask('readColleagueLogin', { credential, ...whom })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

function OneForm({ to, employerId, text }: { to: string; employerId: string; text: string }) {
  return (
    <form method="post" action={to}>
      <input type="hidden" name="foretag" value={employerId} />
      <Button kind="secondary">{text}</Button>
    </form>
  )
}
