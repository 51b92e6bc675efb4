import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EndingNotice } from '#components/certificate/ending-notice.tsx'
import { LastSubmissions } from '#components/home/last-submissions.tsx'
import { WaitingList } from '#components/home/waiting-list.tsx'
import { InboxNotices } from '#components/inbox/inbox-notices.tsx'
import { StopNotices } from '#components/operate/stop-notices.tsx'
import { OwnWaiting, StoreAway, WaitNotice } from '#components/operate/wait-notice.tsx'
import { ReaderNotice } from '#components/people/reader-notice.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { mayAct } from '#lib/access/require-member.ts'
import { endingSoonest } from '#lib/certificates/list-certificates.ts'
import { listNearPurge } from '#lib/deliveries/near-purge.ts'
import { countWaiting } from '#lib/submissions/count-waiting.ts'
import { listNeeding, listSubmissions } from '#lib/submissions/list-submissions.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { causeOfWait, readParts } from '#lib/web/pages/read-parts.ts'
import { actsFor, pageContext } from '#lib/web/pages/session.ts'
import { currentVisitor } from '#lib/web/pages/visitor.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('home')

/** Of what needs a person. */
const MOST_WAITING = 40

export default async function HomePage() {
  const { employerId, name: employer, role } = await actsFor('/hem')
  const isReader = !mayAct(role)
  const visitor = await currentVisitor()
  const t = await getTranslations('home')
  const inbox = await getTranslations('inbox.home')
  const ending = await endingSoonest(await pageContext(), employerId)
  const [waiting, last, near] = await Promise.all([
    listNeeding(await pageContext(), { employerId, limit: MOST_WAITING }),
    listSubmissions(await pageContext(), { employerId, limit: 8 }),
    listNearPurge(await pageContext(), employerId),
  ])
  const parts = await readParts()
  const cause = causeOfWait(parts)
  const stores = parts.kind === 'database-away' || parts.stores
  const own = cause && (await countWaiting(await pageContext(), employerId))
  const isEmpty = last.submissions.length === 0
  return (
    <Page width="wide">
      <PageTitle over={employer}>{t('title')}</PageTitle>
      {!stores && <StoreAway />}
      {cause && own && (
        <WaitNotice cause={cause}>
          <OwnWaiting {...own} stores={stores} />
        </WaitNotice>
      )}
      {parts.kind === 'known' && <StopNotices stops={parts.stops} />}
      {ending && <EndingNotice {...ending} link="list" />}
      {isReader ? (
        <ReaderNotice employer={employer} lacks="handIn" />
      ) : (
        <div className="flex flex-wrap items-center gap-x-8 gap-y-4 rounded-card bg-tint p-6 sm:p-8">
          <LinkButton size="large" href="/lamna">
            {t('hand')}
          </LinkButton>
          <p className="max-w-96 text-muted">{t('handText')}</p>
        </div>
      )}
      {!isEmpty && (
        <Section id="vantar" title={t('waiting.title')}>
          {waiting.length > 0 ? (
            <WaitingList waiting={waiting} />
          ) : (
            <p className="flex items-center gap-2">
              <Icon name="success" className="size-6 text-success" />
              {t('waiting.none')}
            </p>
          )}
        </Section>
      )}
      <Section id="inkorg" title={inbox('title')} action={<TextLink href="/inkorg">{inbox('all')}</TextLink>}>
        <InboxNotices unread={visitor?.unread ?? 0} near={near} />
      </Section>
      <Section
        id="senaste"
        title={t('last.title')}
        action={isEmpty ? undefined : <TextLink href="/inlamningar">{t('last.all')}</TextLink>}
      >
        {isEmpty ? (
          <Empty>
            <p>{t('last.empty', { employer })}</p>
            {!isReader && <p>{t('last.emptyNext')}</p>}
          </Empty>
        ) : (
          <LastSubmissions submissions={last.submissions} />
        )}
      </Section>
    </Page>
  )
}
