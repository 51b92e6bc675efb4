import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { calls } from '#components/automate/curl-call.ts'
import { SameWithCurl } from '#components/automate/same-with-curl.tsx'
import { CompanyChoice } from '#components/people/company-choice.tsx'
import { SearchForm } from '#components/submission/search-form.tsx'
import { SaveList, SubmissionTable } from '#components/submission/submission-table.tsx'
import { GROUP_WORDS, SubmissionTabs } from '#components/submission/submission-tabs.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { mayAct } from '#lib/access/require-member.ts'
import { AppError } from '#lib/errors.ts'
import { isPersonNumber } from '#lib/identifiers.ts'
import { services } from '#lib/services/catalogue.ts'
import type { SubmissionGroup } from '#lib/submissions/group-sql.ts'
import { listAcross } from '#lib/submissions/list-across.ts'
import { listSubmissions, type SubmissionList } from '#lib/submissions/list-submissions.ts'
import { readGroupCounts } from '#lib/submissions/read-group-counts.ts'
import { type SubmissionSearch, submissionFilter } from '#lib/submissions/submission-filter.ts'
import { serviceText } from '#lib/text/services.ts'
import { firstOf, isWrongDay, NO_SEARCH, readSearch, searchAddress, tabOf } from '#lib/web/forms/submission-search.ts'
import { ownCurlPlace } from '#lib/web/pages/own-curl-place.ts'
import { actsFor, askingContext, currentCompanies, pageContext } from '#lib/web/pages/session.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('submissions.list')
  return { title: t('title') }
}

export default async function SubmissionsPage({ searchParams }: Props) {
  const asked = await searchParams
  const search = readSearch(asked)
  const after = firstOf(asked.efter)
  // First of all: a personnummer must not reach the login page's address either.
  if (isPersonNumber(search.sok, new Date()))
    redirect(`/inlamningar${searchAddress({ ...search, sok: '', fel: 'personnummer' })}`)
  const acting = await actsFor(`/inlamningar${searchAddress(search, after)}`)
  const { employerId, role } = acting
  const place = await ownCurlPlace(acting, services[0]?.id ?? '')
  const { flik, foretag, ...narrowing } = search
  const filter = submissionFilter(search)
  const wrongDates = (['fran', 'till'] as const).filter((field) => isWrongDay(search[field]))
  const personal = asked.fel === 'personnummer'
  const searched = personal || Object.values(narrowing).some((value) => value !== '')
  const companies = await currentCompanies()
  const isAcross = foretag === 'alla' && companies.length > 1
  const wish = { ...filter, after: after || undefined }
  const page = await ask(async () =>
    isAcross
      ? listAcross(await askingContext(), { ...wish, companies: companies.map((company) => company.employerId) })
      : listSubmissions(await pageContext(), { employerId, ...wish, sender: 'name' }),
  )
  const counts = searched || isAcross ? undefined : await readGroupCounts(await pageContext(), employerId)
  const t = await getTranslations('submissions.list')
  const name = await getTranslations('services.name')
  const mayHandIn = mayAct(role)
  // With a wrong date nothing is sought: all that the rest of it finds would look like the answer.
  const rows = wrongDates.length > 0 ? [] : page.submissions
  const group = filter.group ?? 'all'
  const isNew = isAcross ? rows.length === 0 && !searched && !after && group === 'all' : counts?.all.count === 0
  const sent = services.filter(({ checkOnly }) => !checkOnly)
  const addressOf = (changes: Partial<SubmissionSearch>) => `/inlamningar${searchAddress({ ...search, ...changes })}`
  return (
    <Page width="wide">
      <div className="grid gap-2">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
          <PageTitle>{t('title')}</PageTitle>
          {mayHandIn && !isNew && <LinkButton href="/lamna">{t('hand')}</LinkButton>}
        </div>
        {companies.length > 1 && (
          <CompanyChoice
            company={acting.name}
            count={companies.length}
            shown={isAcross ? 'all' : 'one'}
            one={addressOf({ foretag: '' })}
            all={addressOf({ foretag: 'alla' })}
          />
        )}
      </div>
      {isNew ? (
        <Empty action={mayHandIn ? <LinkButton href="/lamna">{t('emptyDo')}</LinkButton> : undefined}>
          <p>{t('empty')}</p>
        </Empty>
      ) : (
        <div className="grid gap-4">
          <SubmissionTabs current={group} counts={counts} address={(to) => addressOf({ flik: tabOf(to) })} />
          {rows.length === 0 && (
            <Nothing
              group={group}
              search={wrongDates.length > 0 ? 'wrong' : search.sok ? 'words' : searched ? 'choices' : 'none'}
            />
          )}
          <SearchForm
            search={search}
            services={sent.map(({ id }) => ({ id, name: name(serviceText(id)) }))}
            wrongDates={wrongDates}
            personal={personal}
            use={searched ? 'in-use' : 'unused'}
            cleared={`/inlamningar${searchAddress({ ...NO_SEARCH, flik, foretag })}`}
          />
          {rows.length > 0 && (
            <SubmissionTable
              rows={rows}
              current={employerId}
              companies={isAcross ? new Map(companies.map((company) => [company.employerId, company.name])) : undefined}
              services={sent.length > 1 ? 'several' : 'one'}
            />
          )}
          {rows.length > 0 &&
            (isAcross ? <p className="text-small text-muted">{t('saveOne')}</p> : <SaveList address={searchAddress(search)} />)}
        </div>
      )}
      <Pagination
        label={t('paging')}
        {...(after ? { newer: { href: `/inlamningar${searchAddress(search)}`, text: t('newest') } } : {})}
        {...(page.next && rows.length > 0
          ? { older: { href: `/inlamningar${searchAddress(search, page.next)}`, text: t('older') } }
          : {})}
      />
      {place && !isNew && <SameWithCurl place={place} doing={[{ what: 'receipts', call: calls.receipts(filter.status) }]} />}
    </Page>
  )
}

type NothingProps = { group: SubmissionGroup; search: 'none' | 'words' | 'choices' | 'wrong' }

/** Why no submission stands in the list. Before the search form, which fills the screen once it is open. */
async function Nothing({ group, search }: NothingProps) {
  const t = await getTranslations('submissions.list')
  if (search === 'wrong') return <Empty>{t('notSought')}</Empty>
  if (search === 'none') return <Empty>{t(`nothing.${GROUP_WORDS[group]}`)}</Empty>
  return (
    <Empty>
      <p>{t('noHits')}</p>
      <p>{t(search === 'words' ? 'noHitsDo' : 'noHitsChange')}</p>
    </Empty>
  )
}

/** A cursor that no page gave out leads to the first page. */
async function ask(list: () => Promise<SubmissionList>): Promise<SubmissionList> {
  try {
    return await list()
  } catch (error) {
    if (error instanceof AppError && error.detail === 'cursor') redirect('/inlamningar')
    throw error
  }
}
