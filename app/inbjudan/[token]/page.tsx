import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { InvitationNotice } from '#components/people/invitation-notice.tsx'
import { InvitationOffer } from '#components/people/invitation-offer.tsx'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import type { LoginWay } from '#lib/access/start-session.ts'
import { findInvitation } from '#lib/members/accept-invitation.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { currentGuest } from '#lib/web/pages/guest.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { currentSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('people.invitation')

type Props = { params: Promise<{ token: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Where the link in the mail of an invitation leads. Says nothing of it before somebody has shown who they are. */
export default async function InvitationPage({ params, searchParams }: Props) {
  const { token } = await params
  const path = `/inbjudan/${token}`
  const t = await getTranslations('people.invitation')
  const viewer = await readViewer()
  const { refused } = await sentBack(path, await searchParams)
  const found = viewer && (await findInvitation({ db: webDb() }, { token, viewer: viewer.personKey }))
  const isProved = viewer?.way === 'eleg' || viewer?.way === 'guest'
  return (
    <Page>
      {refused && <RefusalNotice refused={refused} />}
      {!viewer && (
        <>
          <PageTitle lead={t('logIn')}>{t('title')}</PageTitle>
          <LinkButton href={`/logga-in?${new URLSearchParams({ next: path })}`} className="justify-self-start">
            {t('logInButton')}
          </LinkButton>
        </>
      )}
      {viewer && !found && <InvitationNotice state="gone" name={viewer.name} />}
      {viewer && found && !found.theirs && <InvitationNotice state="other" name={viewer.name} />}
      {viewer && found?.theirs && found.state !== 'open' && <InvitationNotice state={found.state} name={viewer.name} />}
      {viewer && found?.theirs && found.state === 'open' && !isProved && <InvitationNotice state="password" name={viewer.name} />}
      {viewer && found?.theirs && found.state === 'open' && isProved && (
        <InvitationOffer token={token} invitation={found} name={viewer.name} isGuest={viewer.way === 'guest'} />
      )}
    </Page>
  )
}

type Viewer = { name: string; personKey: string; way: LoginWay | 'guest' }

/** Who looks: somebody logged in, or a guest; null for who has not shown who they are. */
async function readViewer(): Promise<Viewer | null> {
  const session = await currentSession()
  if (session) {
    const where = { id: session.personId }
    const { personKey } = await webDb().prisma.person.findUniqueOrThrow({ where, select: { personKey: true } })
    return { name: session.name, personKey, way: session.way }
  }
  const guest = await currentGuest()
  return guest && { name: guest.name, personKey: guest.personKey, way: 'guest' }
}
