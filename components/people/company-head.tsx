// What the pages of a company (certificates, agents, notices, ordering) and the pages of log-in have in common or show alone.
// Not here: the certificates themselves (components/certificate). The pages of app/foretag, app/foretaget and app/logga-in use it.
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type FormRefusal, RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import type { DoneWord } from '#lib/text/company-pages.ts'
import { ProveNotice } from './prove-notice.tsx'

type Props = {
  /** Stands over the title, unless it is the title. */
  employer?: string
  title: string
  lead?: ReactNode
  /** What a form just did. */
  done?: DoneWord | undefined
  refused?: FormRefusal | undefined
  /** The id of the field that made it refused. */
  field?: string | undefined
  /** Where to log in again first, for somebody whose login is not fresh. */
  prove?: string | undefined
}

/** The head of a company's page: the result of its form, its title. */
export function CompanyHead({ employer, title, lead, done, refused, field, prove }: Props) {
  const t = useTranslations('companyPages.done')
  return (
    <>
      {done && <Notice tone="success" live="status" title={t(done)} />}
      {refused && <RefusalNotice refused={refused} field={field} />}
      <PageTitle over={employer} lead={lead}>
        {title}
      </PageTitle>
      {prove && <ProveNotice href={prove} />}
    </>
  )
}
