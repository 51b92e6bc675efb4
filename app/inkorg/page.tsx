import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { calls } from '#components/automate/curl-call.ts'
import { SameWithCurl } from '#components/automate/same-with-curl.tsx'
import { InboxTable } from '#components/inbox/inbox-table.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { type DeliveryPage, listDeliveries } from '#lib/deliveries/list-deliveries.ts'
import { AppError } from '#lib/errors.ts'
import { services } from '#lib/services/catalogue.ts'
import { ownCurlPlace } from '#lib/web/pages/own-curl-place.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { actsFor, pageContext } from '#lib/web/pages/session.ts'
import { unreadCount } from '#lib/web/pages/visitor.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const generateMetadata = (): Promise<Metadata> => pageTitle('inbox')

export default async function InboxPage({ searchParams }: Props) {
  const { efter } = await searchParams
  const after = typeof efter === 'string' && efter !== '' ? efter : undefined
  const acting = await actsFor('/inkorg')
  const { employerId, name: employer } = acting
  const [page, unread] = await Promise.all([ask(employerId, after), unreadCount(employerId)])
  const t = await getTranslations('inbox')
  const place = await ownCurlPlace(acting, services[0]?.id ?? '')
  const isEmpty = page.deliveries.length === 0 && !after
  return (
    <Page width="wide">
      <PageTitle lead={t('lead', { employer })}>{t('title')}</PageTitle>
      {isEmpty ? (
        <Empty>
          <p>{t('empty', { employer })}</p>
          <p>{t('emptyWhen')}</p>
        </Empty>
      ) : (
        <>
          <p>{t('unread', { count: unread })}</p>
          <InboxTable rows={page.deliveries} />
        </>
      )}
      <Pagination
        label={t('paging')}
        {...(after ? { newer: { href: '/inkorg', text: t('newest') } } : {})}
        {...(page.next ? { older: { href: `/inkorg?efter=${page.next}`, text: t('older') } } : {})}
      />
      {place && <SameWithCurl place={place} doing={[{ what: 'list', call: calls.list(place) }]} />}
    </Page>
  )
}

/** A cursor that no page gave out leads to the first page. */
async function ask(employerId: string, after: string | undefined): Promise<DeliveryPage> {
  try {
    return await listDeliveries(await pageContext(), { employerId, which: 'all', after })
  } catch (error) {
    if (error instanceof AppError && error.detail === 'cursor') redirect('/inkorg')
    throw error
  }
}
