import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { calls } from '#components/automate/curl-call.ts'
import { SameWithCurl } from '#components/automate/same-with-curl.tsx'
import { readDay } from '#components/submission/read-day.ts'
import { SearchForm, type SubmissionSearch } from '#components/submission/search-form.tsx'
import { SubmissionTable } from '#components/submission/submission-table.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { instantOf } from '#lib/calendar.ts'
import { AppError } from '#lib/errors.ts'
import { isPersonNumber } from '#lib/identifiers.ts'
import { services } from '#lib/services/catalogue.ts'
import { type SubmissionList as ListPage, listSubmissions } from '#lib/submissions/list-submissions.ts'
import { isWireStatus } from '#lib/submissions/status.ts'
import { serviceText } from '#lib/text/services.ts'
import { actsFor } from '#lib/web/pages/acts-for.ts'
import { curlPlace } from '#lib/web/pages/curl-place.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { rowOf } from './row-of.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const DAY_MS = 86_400_000

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('submissions.list')
  return { title: t('title') }
}

export default async function SubmissionsPage({ searchParams }: Props) {
  const asked = await searchParams
  const wish: SubmissionSearch = {
    sok: one(asked.sok),
    tjanst: one(asked.tjanst),
    lage: one(asked.lage),
    fran: one(asked.fran),
    till: one(asked.till),
  }
  const after = one(asked.efter)
  // Before anything else, so that not even the login page is told of it.
  if (isPersonNumber(wish.sok, new Date())) redirect(`/inlamningar${addressOf({ ...wish, sok: '', fel: 'personnummer' })}`)
  const { employerId, name: employer, orgnr } = await actsFor(`/inlamningar${addressOf(wish, after)}`)
  const from = readDay(wish.fran)
  const until = readDay(wish.till)
  const wrongDates = (['fran', 'till'] as const).filter((name) => wish[name] !== '' && readDay(wish[name]) === undefined)
  const page = await ask({
    employerId,
    search: wish.sok,
    service: wish.tjanst,
    status: isWireStatus(wish.lage) ? wish.lage : undefined,
    from: from === undefined ? undefined : new Date(instantOf(from * DAY_MS)),
    until: until === undefined ? undefined : new Date(instantOf((until + 1) * DAY_MS)),
    after: after || undefined,
  })
  const t = await getTranslations('submissions.list')
  const name = await getTranslations('services.name')
  const personal = asked.fel === 'personnummer'
  const searched = personal || Object.values(wish).some((value) => value !== '')
  return (
    <Page width="wide">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <PageTitle lead={t('lead', { employer })}>{t('title')}</PageTitle>
        {(searched || page.submissions.length > 0) && <LinkButton href="/lamna">{t('hand')}</LinkButton>}
      </div>
      {(searched || page.submissions.length > 0) && (
        <SearchForm
          wish={wish}
          services={services.filter(({ checkOnly }) => !checkOnly).map(({ id }) => ({ id, name: name(serviceText(id)) }))}
          wrongDates={wrongDates}
          personal={personal}
        />
      )}
      {page.submissions.length === 0 && searched && (
        <Empty>
          <p>{t('noHits')}</p>
          <p>{t('noHitsDo')}</p>
        </Empty>
      )}
      {page.submissions.length === 0 && !searched && (
        <Empty action={<LinkButton href="/lamna">{t('emptyDo')}</LinkButton>}>
          <p>{t('empty')}</p>
        </Empty>
      )}
      {page.submissions.length > 0 && (
        <SubmissionTable rows={page.submissions.map((submission) => rowOf(submission, name(serviceText(submission.service))))} />
      )}
      <Pagination
        label={t('paging')}
        {...(after ? { newer: { href: `/inlamningar${addressOf(wish)}`, text: t('newest') } } : {})}
        {...(page.next ? { older: { href: `/inlamningar${addressOf(wish, page.next)}`, text: t('older') } } : {})}
      />
      <SameWithCurl
        place={curlPlace(orgnr, services[0]?.id ?? '')}
        doing={[{ what: 'receipts', call: calls.receipts(isWireStatus(wish.lage) ? wish.lage : undefined) }]}
      />
    </Page>
  )
}

/** A cursor that no page gave out leads to the first page. */
async function ask(sought: Parameters<typeof listSubmissions>[1]): Promise<ListPage> {
  try {
    return await listSubmissions({ db: webDb(), now: new Date() }, sought)
  } catch (error) {
    if (error instanceof AppError && error.detail === 'cursor') redirect('/inlamningar')
    throw error
  }
}

function addressOf(wish: SubmissionSearch & { fel?: string }, after?: string): string {
  const query = new URLSearchParams(Object.entries({ ...wish, efter: after ?? '' }).filter(([, value]) => value !== ''))
  return query.size === 0 ? '' : `?${query}`
}

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
