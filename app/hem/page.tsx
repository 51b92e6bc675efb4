import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { EndingNotice } from '#components/certificate/ending-notice.tsx'
import { LastSubmissions } from '#components/home/last-submissions.tsx'
import { NearPurgeList, NeedingList, UnderWayList } from '#components/home/open-list.tsx'
import { InboxNotices } from '#components/inbox/inbox-notices.tsx'
import { URGENT_DAYS } from '#components/inbox/urgent-days.ts'
import { StopNotices } from '#components/operate/stop-notices.tsx'
import { OwnWaiting, StoreAway, WaitNotice } from '#components/operate/wait-notice.tsx'
import { ReaderNotice } from '#components/people/reader-notice.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { mayAct } from '#lib/access/require-member.ts'
import { endingSoonest } from '#lib/certificates/list-certificates.ts'
import { listNearPurge, type NearPurge } from '#lib/deliveries/near-purge.ts'
import { countWaiting } from '#lib/submissions/count-waiting.ts'
import { listOpen, type OpenSubmission } from '#lib/submissions/list-open.ts'
import { listSubmissions } from '#lib/submissions/list-submissions.ts'
import { type GroupCounts, readGroupCounts } from '#lib/submissions/read-group-counts.ts'
import { causeOfWait, readParts } from '#lib/web/pages/read-parts.ts'
import { actsFor, pageContext } from '#lib/web/pages/session.ts'
import { unreadCount } from '#lib/web/pages/visitor.ts'

export async function generateMetadata(): Promise<Metadata> {
  const [{ name }, t] = [await actsFor('/hem'), await getTranslations('home')]
  return { title: `${name} – ${t('title')}` }
}

/** Of what needs a person, of what is on its way, and of what went last. A reader only looks. */
const MOST_SHOWN = { handler: 5, reader: 3 } as const

export default async function HomePage() {
  const { employerId, name: employer, role } = await actsFor('/hem')
  const who = mayAct(role) ? 'handler' : 'reader'
  const most = MOST_SHOWN[who]
  const t = await getTranslations('home')
  const context = await pageContext()
  const [open, last, counts, near] = await Promise.all([
    listOpen(context, { employerId, limit: most }),
    listSubmissions(context, { employerId, group: 'done', limit: most }),
    readGroupCounts(context, employerId),
    listNearPurge(context, employerId),
  ])
  const urgent = near.filter(isUrgent)
  const isNew = counts.all.count === 0
  return (
    <Page width="wide">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4">
        <PageTitle>{employer}</PageTitle>
        {who === 'handler' && (
          <LinkButton size="large" href="/lamna">
            {t('hand')}
          </LinkButton>
        )}
      </div>
      {who === 'reader' && <ReaderNotice employer={employer} lacks="handIn" />}
      <Troubles employerId={employerId} />
      {urgent.length > 0 && <Files files={urgent} for={who} />}
      {!isNew && (urgent.length === 0 || open.needing.length > 0) && (
        <Waiting rows={open.needing} for={who} count={counts['needs-person']} />
      )}
      {isNew ? (
        <Section id="senaste" title={t('last.title')}>
          <Empty>
            <p>{t('last.empty', { employer })}</p>
            {who === 'handler' && <p>{t('last.emptyNext')}</p>}
          </Empty>
        </Section>
      ) : (
        <>
          {open.underWay.length > 0 && (
            <Section id="pa-vag" title={t('underWay.title')} action={await moreLink('pa-vag', counts['under-way'], most)}>
              <UnderWayList rows={open.underWay} />
            </Section>
          )}
          <Section id="senaste" title={t('last.title')} action={<TextLink href="/inlamningar">{t('last.all')}</TextLink>}>
            {last.submissions.length > 0 ? (
              <LastSubmissions submissions={last.submissions} />
            ) : (
              <p className="text-muted">{t('last.none')}</p>
            )}
          </Section>
        </>
      )}
      <Inbox employerId={employerId} near={near.filter((file) => !isUrgent(file))} />
    </Page>
  )
}

const isUrgent = ({ days }: NearPurge): boolean => days <= URGENT_DAYS

type Count = GroupCounts['all']
type Viewer = 'handler' | 'reader'

/** Files from FK that are soon removed. */
async function Files({ files, for: who }: { files: NearPurge[]; for: Viewer }) {
  const t = await getTranslations('home.waiting')
  return (
    <Section id="filer" title={`${t('files')} (${files.length})`}>
      <NearPurgeList files={files} for={who} />
    </Section>
  )
}

type WaitingProps = { rows: OpenSubmission[]; for: Viewer; count: Count }

/** The submissions that need a person, and how many they are: as many as in the list that it leads to. */
async function Waiting({ rows, for: who, count }: WaitingProps) {
  const t = await getTranslations('home.waiting')
  const { now } = await pageContext()
  const title = t(who === 'reader' ? 'titleReader' : 'title')
  return (
    <Section
      id="vantar"
      title={count.count > 0 ? `${title} (${countText(count)})` : title}
      action={await moreLink('behover-dig', count, rows.length)}
    >
      {rows.length > 0 ? (
        <NeedingList rows={rows} for={who} now={now} />
      ) : (
        <p className="text-muted">{t(who === 'reader' ? 'noneReader' : 'none')}</p>
      )}
    </Section>
  )
}

/** To the rest, where there is more than is shown. */
async function moreLink(tab: string, count: Count, shown: number): Promise<ReactNode> {
  const t = await getTranslations('home')
  return count.count > shown && <TextLink href={`/inlamningar?flik=${tab}`}>{t('all', { count: countText(count) })}</TextLink>
}

const countText = ({ count, more }: Count): string => `${count}${more ? '+' : ''}`

/** What is not well: the portal's parts, the way to FK, planned stops, a certificate that soon ends. Nothing else. */
async function Troubles({ employerId }: { employerId: string }) {
  const context = await pageContext()
  const ending = await endingSoonest(context, employerId)
  const parts = await readParts()
  const cause = causeOfWait(parts)
  const stores = parts.kind === 'database-away' || parts.stores
  const own = cause && (await countWaiting(context, employerId))
  return (
    <>
      {!stores && <StoreAway />}
      {cause && own && (
        <WaitNotice cause={cause}>
          <OwnWaiting {...own} stores={stores} />
        </WaitNotice>
      )}
      {parts.kind === 'known' && <StopNotices stops={parts.stops} />}
      {ending && <EndingNotice {...ending} link="list" />}
    </>
  )
}

async function Inbox({ employerId, near }: { employerId: string; near: NearPurge[] }) {
  const inbox = await getTranslations('inbox.home')
  return (
    <Section id="inkorg" title={inbox('title')} action={<TextLink href="/inkorg">{inbox('all')}</TextLink>}>
      <InboxNotices unread={await unreadCount(employerId)} near={near} />
    </Section>
  )
}
