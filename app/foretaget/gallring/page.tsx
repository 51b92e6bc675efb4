import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { CONTROL } from '#components/ui/control-look.ts'
import { FormField } from '#components/ui/form-field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { keepDaysOf, readKeepDays } from '#lib/access/keep-days.ts'
import { webEnv } from '#lib/env.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('retention')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RetentionPage({ searchParams }: Props) {
  const query = await searchParams
  const { employer, mayChange, prove, done, refused, kept } = await companyPage('/foretaget/gallring', query)
  const t = await getTranslations('retention')
  const words = await getTranslations('companyPages')
  const faulty = refused?.reason === 'keep_days' ? refused : undefined
  const operators = webEnv().SUBMISSION_KEEP_DAYS
  const own = await readKeepDays(await pageContext(), employer.employerId)
  return (
    <Page>
      <CompanyHead
        employer={employer.name}
        title={t('title')}
        lead={t('lead')}
        done={done}
        refused={refused}
        prove={prove}
        field={faulty && 'dagar'}
      />
      <p>{t('now', { days: keepDaysOf(own, operators) })}</p>
      <p>{t('stays')}</p>
      {mayChange ? (
        <form method="post" action="/api/foretaget/gallring" className="grid justify-items-start gap-4">
          <input type="hidden" name="foretag" value={employer.employerId} />
          <FormField
            id="dagar"
            label={t('label')}
            hint={t('hint', { days: operators })}
            error={faulty && <RefusalSentence refused={faulty} />}
          >
            {(control) => (
              <input
                {...control}
                name="dagar"
                inputMode="numeric"
                autoComplete="off"
                className={`${CONTROL} w-32`}
                defaultValue={kept?.fields.dagar ?? own ?? ''}
              />
            )}
          </FormField>
          <Button>{t('save')}</Button>
        </form>
      ) : (
        <Notice tone="info" title={words('onlySee')} />
      )}
    </Page>
  )
}
