import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OpenPaperForm } from '#components/desk/open-paper-form.tsx'
import { QueueTable } from '#components/desk/queue-table.tsx'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { listQueue, QUEUE_PARTS, type QueuePart } from '#lib/joining/desk/list-queue.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { operatorPage } from '#lib/web/pages/operator-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'

/** The parts of the queue as they stand in the address. */
const WORDS: Record<QueuePart, string> = { waiting: 'vantar', paper: 'papper', returned: 'kompletteras', over: 'avgjorda' }

export const generateMetadata = (): Promise<Metadata> => pageTitle('desk.queue')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function QueuePage({ searchParams }: Props) {
  const query = await searchParams
  const actor = await operatorPage('/drift/anslutningar')
  const t = await getTranslations('desk')
  const part = QUEUE_PARTS.find((known) => WORDS[known] === query.del) ?? 'waiting'
  const after = typeof query.efter === 'string' ? query.efter : undefined
  const { refused, kept } = await sentBack('/drift/anslutningar', query)
  const field = refused?.reason === 'paper' ? 'referens' : undefined
  const { rows, next } = await listQueue({ db: webDb(), actor }, { part, after })
  return (
    <Page
      width="wide"
      before={<Breadcrumb label={t('title')} trail={[{ text: t('title'), href: '/drift' }]} here={t('queue.title')} />}
    >
      {refused && <RefusalNotice refused={refused} field={field} />}
      <PageTitle lead={t('queue.lead')}>{t('queue.title')}</PageTitle>
      <nav aria-label={t('queue.parts')}>
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          {QUEUE_PARTS.map((known) => (
            <li key={known}>
              <TextLink href={`/drift/anslutningar?del=${WORDS[known]}`} aria-current={known === part ? 'page' : undefined}>
                {t(`queue.part.${known}`)}
              </TextLink>
            </li>
          ))}
        </ul>
      </nav>
      {rows.length === 0 ? (
        <Empty>
          <p>{t('queue.none')}</p>
        </Empty>
      ) : (
        <QueueTable rows={rows} />
      )}
      <Pagination
        label={t('queue.pages')}
        {...(next && { older: { href: `/drift/anslutningar?del=${WORDS[part]}&efter=${next}`, text: t('queue.older') } })}
      />
      <OpenPaperForm refused={refused} typed={kept?.form === 'openPaper' ? kept.fields : undefined} />
    </Page>
  )
}
