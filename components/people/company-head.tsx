// What the pages of a company (certificates, agents, notices, ordering) and the pages of log-in have in common or show alone.
// Not here: the certificates themselves (components/certificate). The pages of app/foretag, app/foretaget and app/logga-in use it.
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { NavLink } from '#components/layout/nav-link.tsx'
import { type FormRefusal, RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import type { DoneWord } from '#lib/text/company-pages.ts'
import { ProveNotice } from './prove-notice.tsx'

type Props = {
  employer: string
  title: string
  lead: ReactNode
  /** What a form just did. */
  done?: DoneWord | undefined
  refused?: FormRefusal | undefined
  /** The id of the field that made it refused. */
  field?: string | undefined
  /** Where to log in again first, for somebody whose login is not fresh. */
  prove?: string | undefined
}

/** The head of a company's page: links to the others, the result of its form, its title. */
export function CompanyHead({ employer, title, lead, done, refused, field, prove }: Props) {
  const t = useTranslations('companyPages.done')
  return (
    <>
      <CompanyNav />
      {done && <Notice tone="success" live="status" title={t(done)} />}
      {refused && <RefusalNotice refused={refused} field={field} />}
      <PageTitle over={employer} lead={lead}>
        {title}
      </PageTitle>
      {prove && <ProveNotice href={prove} />}
    </>
  )
}

function CompanyNav() {
  const t = useTranslations('companyPages.nav')
  return (
    <nav aria-label={t('label')} className="border-b border-line">
      <ul className="flex flex-wrap gap-x-6">
        <Entry href="/foretaget" text={t('overview')} />
        <Entry href="/foretaget/personer" text={t('people')} />
        <Entry href="/foretaget/certifikat" text={t('list')} />
        <Entry href="/foretaget/bestall" text={t('order')} />
        <Entry href="/foretaget/ombud" text={t('agents')} />
        <Entry href="/foretaget/kunder" text={t('clients')} />
        <Entry href="/foretaget/bekrafta" text={t('confirm')} />
        <Entry href="/foretaget/aviseringar" text={t('notices')} />
        <Entry href="/foretaget/tjanster" text={t('services')} />
        <Entry href="/foretaget/omvandlingar" text={t('conversions')} />
        <Entry href="/foretaget/inloggning" text={t('login')} />
        <Entry href="/foretaget/gallring" text={t('retention')} />
        <Entry href="/foretaget/logg" text={t('log')} />
        <Entry href="/foretaget/avsluta" text={t('leave')} />
      </ul>
    </nav>
  )
}

function Entry({ href, text }: { href: string; text: string }) {
  return (
    <li>
      <NavLink href={href} under={href === '/foretaget' ? `${href}//` : href}>
        {text}
      </NavLink>
    </li>
  )
}
