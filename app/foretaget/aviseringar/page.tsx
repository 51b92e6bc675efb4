import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { CONTROL } from '#components/ui/control-look.ts'
import { FormField } from '#components/ui/form-field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { listNoticeAddresses } from '#lib/access/notice-addresses.ts'
import { LIMITS } from '#lib/limits.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('certificates.notices')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NoticesPage({ searchParams }: Props) {
  const query = await searchParams
  const { employer, mayChange, done, refused, kept } = await companyPage('/foretaget/aviseringar', query)
  const t = await getTranslations('certificates.notices')
  const words = await getTranslations('companyPages')
  const faulty = refused?.reason === 'addresses' ? refused : undefined
  const addresses = await listNoticeAddresses({ db: webDb() }, employer.employerId)
  return (
    <Page>
      <CompanyHead
        employer={employer.name}
        title={t('title')}
        lead={t('lead')}
        done={done}
        refused={refused}
        field={faulty && 'adresser'}
      />
      <p>{t('when')}</p>
      {addresses.length === 0 && <Notice tone="warning" title={t('none')} />}
      {mayChange ? (
        <form method="post" action="/api/foretaget/aviseringar" className="grid justify-items-start gap-4">
          <input type="hidden" name="foretag" value={employer.employerId} />
          <div className="w-full">
            <FormField id="adresser" label={t('label')} hint={t('hint')} error={faulty && <RefusalSentence refused={faulty} />}>
              {(control) => (
                <textarea
                  {...control}
                  name="adresser"
                  rows={LIMITS.noticeAddresses}
                  spellCheck={false}
                  className={`${CONTROL} w-full`}
                  defaultValue={kept?.fields.adresser ?? addresses.join('\n')}
                />
              )}
            </FormField>
          </div>
          <Button>{t('save')}</Button>
        </form>
      ) : (
        <>
          <Notice tone="info" title={words('onlySee')} />
          <ul className="grid list-disc gap-1 pl-5">
            {addresses.map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}
