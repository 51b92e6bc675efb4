import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { CONTROL } from '#components/ui/control-look.ts'
import { FormField } from '#components/ui/form-field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { keepDaysOf, readKeepDays } from '#lib/access/keep-days.ts'
import { webEnv } from '#lib/env.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('retention')

/** So far back as the Accounting Act asks that vouchers are kept (1999:1078, chapter 7, section 2), and the year that goes on. */
const YEARS = 8
/** There are no receipts from before. */
const FIRST_YEAR = 2026

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
    <Page menu={<CompanyNav />}>
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
                className={`${CONTROL} max-w-20`}
                defaultValue={kept?.fields.dagar ?? keepDaysOf(own, operators)}
              />
            )}
          </FormField>
          <Button>{t('save')}</Button>
        </form>
      ) : (
        <Notice tone="info" title={words('onlySee')} />
      )}
      <Section id="arkiv" title={t('archive.title')}>
        <ArchiveForm year={new Date().getFullYear()} />
      </Section>
    </Page>
  )
}

/** A year's receipts to keep, for an auditor: a plain form, with or without JavaScript. */
function ArchiveForm({ year }: { year: number }) {
  const t = useTranslations('retention.archive')
  const years = Array.from({ length: YEARS }, (_, n) => year - n).filter((each) => each === year || each >= FIRST_YEAR)
  return (
    <form method="get" action="/api/inlamningar/arkiv" className="grid justify-items-start gap-4">
      <p>{t('lead')}</p>
      <SelectField name="ar" label={t('year')} options={years.map((each) => ({ value: String(each), label: String(each) }))} />
      <Button kind="secondary">{t('fetch')}</Button>
    </form>
  )
}
