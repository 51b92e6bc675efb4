import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { calls } from '#components/automate/curl-call.ts'
import { SameWithCurl } from '#components/automate/same-with-curl.tsx'
import { InboxTable } from '#components/inbox/inbox-table.tsx'
import { CompanyChoice } from '#components/people/company-choice.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { type DeliveryPage, listDeliveries } from '#lib/deliveries/list-deliveries.ts'
import { listDeliveriesAcross } from '#lib/deliveries/list-deliveries-across.ts'
import { AppError } from '#lib/errors.ts'
import { services } from '#lib/services/catalogue.ts'
import { ownCurlPlace } from '#lib/web/pages/own-curl-place.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { actsFor, askingContext, currentCompanies, pageContext } from '#lib/web/pages/session.ts'
import { unreadCount } from '#lib/web/pages/visitor.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const generateMetadata = (): Promise<Metadata> => pageTitle('inbox')

export default async function InboxPage({ searchParams }: Props) {
  const { efter, foretag } = await searchParams
  const after = typeof efter === 'string' && efter !== '' ? efter : undefined
  const acting = await actsFor('/inkorg')
  const { employerId, name: employer } = acting
  const companies = await currentCompanies()
  const isAcross = foretag === 'alla' && companies.length > 1
  const here = isAcross ? '/inkorg?foretag=alla' : '/inkorg'
  const page = await ask(async () =>
    isAcross
      ? listDeliveriesAcross(await askingContext(), { companies: companies.map((company) => company.employerId), after })
      : listDeliveries(await pageContext(), { employerId, which: 'all', after }),
  )
  const t = await getTranslations('inbox')
  const place = await ownCurlPlace(acting, services[0]?.id ?? '')
  const isEmpty = page.deliveries.length === 0 && !after
  return (
    <Page width="wide">
      <div className="grid gap-2">
        <PageTitle lead={isAcross ? undefined : t('lead', { employer })}>{t('title')}</PageTitle>
        {companies.length > 1 && (
          <CompanyChoice
            company={employer}
            count={companies.length}
            shown={isAcross ? 'all' : 'one'}
            one="/inkorg"
            all="/inkorg?foretag=alla"
          />
        )}
      </div>
      {isEmpty ? (
        <Empty>
          <p>{isAcross ? t('emptyAll') : t('empty', { employer })}</p>
          <p>{t('emptyWhen')}</p>
        </Empty>
      ) : (
        <>
          {!isAcross && <p>{t('unread', { count: await unreadCount(employerId) })}</p>}
          <InboxTable
            rows={page.deliveries}
            now={new Date()}
            current={employerId}
            companies={isAcross ? new Map(companies.map((company) => [company.employerId, company.name])) : undefined}
          />
        </>
      )}
      <Pagination
        label={t('paging')}
        {...(after ? { newer: { href: here, text: t('newest') } } : {})}
        {...(page.next ? { older: { href: `${here}${isAcross ? '&' : '?'}efter=${page.next}`, text: t('older') } } : {})}
      />
      {place && <SameWithCurl place={place} doing={[{ what: 'list', call: calls.list(place) }]} />}
    </Page>
  )
}

/** A cursor that no page gave out leads to the first page. */
async function ask(list: () => Promise<DeliveryPage>): Promise<DeliveryPage> {
  try {
    return await list()
  } catch (error) {
    if (error instanceof AppError && error.detail === 'cursor') redirect('/inkorg')
    throw error
  }
}
