import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyName } from '#components/people/company-name.tsx'
import { CompanyPlaces } from '#components/people/company-places.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { formatOrgnr } from '#lib/identifiers.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { actsFor } from '#lib/web/pages/session.ts'
import { readOverview } from './read-overview.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await actsFor('/foretaget')).name }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The first page of a company: the way to each of its pages, and how it stands there. */
export default async function CompanyOverview({ searchParams }: Props) {
  const { employer, mayChange, prove, done, refused, kept } = await companyPage('/foretaget', await searchParams)
  const { employerId, name } = employer
  const faulty = refused?.reason === 'company_name' ? refused : undefined
  const roles = await getTranslations('accounts.role')
  const orgnr = formatOrgnr(employer.orgnr)
  return (
    <Page>
      <CompanyHead
        title={name}
        lead={`${orgnr} · ${roles(employer.role)}`}
        done={done}
        refused={refused}
        field={faulty && 'namn'}
        prove={prove}
      />
      <CompanyPlaces {...(await readOverview(employerId))} />
      {mayChange && (
        <CompanyName
          employerId={employerId}
          typed={kept?.form === 'renameEmployer' ? kept.fields.namn : undefined}
          error={faulty && <RefusalSentence refused={faulty} />}
        />
      )}
    </Page>
  )
}
