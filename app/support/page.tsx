import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { settleFieldOf } from '#components/submission/settle-form.tsx'
import { SupportResult } from '#components/support/support-result.tsx'
import { SupportSearch } from '#components/support/support-search.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { isPersonNumber, parseReference } from '#lib/identifiers.ts'
import { supportFind } from '#lib/submissions/support-find.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { pageContext, requireSession } from '#lib/web/pages/session.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('support')
  return { title: t('title') }
}

export default async function SupportPage({ searchParams }: Props) {
  const asked = await searchParams
  const query = typeof asked.fraga === 'string' ? asked.fraga.trim().slice(0, 100) : ''
  // A person's number must not stay in the address, nor be searched for.
  if (isPersonNumber(query, new Date())) redirect('/support?fel=personnummer')
  const session = await requireSession('/support')
  if (!session.support) notFound()
  const t = await getTranslations('support')
  const found = query === '' ? [] : await supportFind(await pageContext(), query)
  const { refused, kept } = await sentBack(`/support?fraga=${query}`, asked)
  const typed = kept?.form === 'settleForSupport' ? kept.fields : undefined
  const againOf = (maySettle: boolean) =>
    maySettle && (typed || settleFieldOf(refused?.reason)) ? { fields: typed ?? {}, refused } : undefined
  const error = asked.fel === 'personnummer' ? t('personal') : asked.fraga === '' ? t('missing') : undefined
  return (
    <Page width="wide">
      {refused && (
        <RefusalNotice refused={refused} field={found.some((hit) => hit.maySettle) ? settleFieldOf(refused.reason) : undefined} />
      )}
      {asked.klart === 'besked' && <Notice tone="success" live="status" title={t('settledNow')} />}
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <SupportSearch query={query} error={error} />
      {query !== '' && found.length === 0 && (
        <Notice tone="warning" title={t('notFound', { query })} live="status">
          <p>{t(isMistaken(query) ? 'wrongReference' : 'notFoundDo', { query })}</p>
        </Notice>
      )}
      {found.length > 1 && <p role="status">{t('hits', { count: found.length })}</p>}
      {found.map((submission) => (
        <SupportResult key={submission.id} submission={submission} again={againOf(submission.maySettle)} />
      ))}
    </Page>
  )
}

/** Has the shape of a reference of ours, and still cannot be one: heard or typed wrong. */
const isMistaken = (query: string): boolean =>
  /^[A-Za-z0-9]{4}[- ]?[A-Za-z0-9]{4}[- ]?[A-Za-z0-9]$/.test(query) && !parseReference(query)
