import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { readPasswordSwitch } from '#lib/access/factors/password-switch.ts'
import { webEnv } from '#lib/env.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('ownLogin.company')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function CompanyLoginPage({ searchParams }: Props) {
  const { employer, mayChange, prove, done, refused } = await companyPage('/foretaget/inloggning', await searchParams)
  const t = await getTranslations('ownLogin.company')
  const words = await getTranslations('companyPages')
  const isOn = await readPasswordSwitch(await pageContext(), employer.employerId)
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead employer={employer.name} title={t('title')} lead={t('lead')} done={done} refused={refused} prove={prove} />
      {webEnv().PASSWORD_LOGIN !== 'on' && <Notice tone="info" title={t('portalOff')} />}
      <p className="font-semibold">{t(isOn ? 'on' : 'off')}</p>
      {mayChange ? (
        <form method="post" action="/api/foretaget/inloggning" className="grid justify-items-start gap-4">
          <input type="hidden" name="foretag" value={employer.employerId} />
          {isOn && <p>{t('ends')}</p>}
          <Button kind="secondary" name="inloggning" value={isOn ? 'av' : 'pa'}>
            {t(isOn ? 'turnOff' : 'turnOn')}
          </Button>
        </form>
      ) : (
        <Notice tone="info" title={words('onlySee')} />
      )}
    </Page>
  )
}
