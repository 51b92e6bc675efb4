import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { LogSearchForm } from '#components/log/log-search-form.tsx'
import { LogTable } from '#components/log/log-table.tsx'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { actorOf } from '#lib/access/actor.ts'
import { type LogSearch, logFilter } from '#lib/audit/log-filter.ts'
import { listLogPeople, readLog } from '#lib/audit/read-log.ts'
import { readDay } from '#lib/calendar.ts'
import { AppError } from '#lib/errors.ts'
import { logWords } from '#lib/text/log-sentence.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { requireSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('log')

const ROWS = 50

type Query = Record<string, string | string[] | undefined>
type Props = { searchParams: Promise<Query> }

export default async function LogPage({ searchParams }: Props) {
  const query = await searchParams
  const { employer, mayChange } = await companyPage('/foretaget/logg', query)
  const t = await getTranslations('log')
  const head = <CompanyHead employer={employer.name} title={t('title')} lead={t('lead')} />
  if (!mayChange)
    return (
      <Page menu={<CompanyNav />}>
        {head}
        <Notice tone="info" title={t('administrators')} />
      </Page>
    )
  const of = (name: string) => [query[name]].flat()[0]?.trim() ?? ''
  const search = { vem: of('vem'), slag: of('slag'), fran: of('fran'), till: of('till') }
  const { employerId } = employer
  const context = { db: webDb(), actor: actorOf(await requireSession('/foretaget/logg')) }
  const after = of('efter') || undefined
  const input = { employerId, filter: logFilter(search), after, most: ROWS }
  const { entries, next } = await readLog(context, input).catch(toFirst)
  const words = logWords(await getLocale())
  const wrongDates = (['fran', 'till'] as const).filter((name) => search[name] !== '' && !readDay(search[name]))
  return (
    <Page menu={<CompanyNav />} width="wide">
      {head}
      <LogSearchForm search={search} people={await listLogPeople(context, employerId)} wrongDates={wrongDates} />
      {wrongDates.length === 0 && (
        <>
          {entries.length > 0 ? (
            <LogTable
              rows={entries.map(({ by, action, detail, ...entry }) => ({
                ...entry,
                who: words.who(by),
                what: words.what(action, detail),
              }))}
            />
          ) : (
            <Empty>
              <p>{t(Object.values(search).some((value) => value !== '') ? 'nothing' : 'empty')}</p>
            </Empty>
          )}
          <Pagination
            label={t('paging')}
            {...(after ? { newer: { href: `/foretaget/logg${addressOf(search)}`, text: t('newest') } } : {})}
            {...(next ? { older: { href: `/foretaget/logg${addressOf(search, next)}`, text: t('older') } } : {})}
          />
          <div className="grid justify-items-start gap-2">
            <LinkButton kind="secondary" href={`/api/foretaget/logg${addressOf(search)}`}>
              {t('csv')}
            </LinkButton>
            <p className="text-muted text-small">{t('csvHint')}</p>
          </div>
        </>
      )}
      <p className="text-muted text-small">{t('portalShown')}</p>
    </Page>
  )
}

function addressOf(search: LogSearch, efter = ''): string {
  const query = new URLSearchParams(Object.entries({ ...search, efter }).filter(([, value]) => value !== ''))
  return query.size === 0 ? '' : `?${query}`
}

/** A cursor that no page gave out leads to the first page. */
function toFirst(error: unknown): never {
  if (error instanceof AppError && error.detail === 'cursor') redirect('/foretaget/logg')
  throw error
}
