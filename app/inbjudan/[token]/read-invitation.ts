import { cache } from 'react'
import { readOwnKey } from '#lib/access/person.ts'
import type { LoginWay } from '#lib/access/start-session.ts'
import { forPerson } from '#lib/db.ts'
import { type FoundInvitation, findInvitation } from '#lib/members/accept-invitation.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { currentGuest } from '#lib/web/pages/guest.ts'
import { currentSession, pageContext } from '#lib/web/pages/session.ts'

type Viewer = { name: string; personKey: string; way: LoginWay | 'guest' }

/** What the page of a link says. `title`: nobody has shown who they are; the rest but `offer`: it cannot be accepted by who looks. */
export type InvitationView =
  | { kind: 'title' }
  | { kind: 'offer'; viewer: Viewer; invitation: FoundInvitation }
  | { kind: 'gone' | 'other' | 'accepted' | 'ended' | 'late' | 'password'; viewer: Viewer }

/** Once per request. Reads nothing of the invitation before somebody has shown who they are. */
export const readInvitation = cache(async (token: string): Promise<InvitationView> => {
  const viewer = await readViewer()
  if (!viewer) return { kind: 'title' }
  const invitation = await findInvitation({ db: webDb() }, { token, viewer: viewer.personKey })
  if (!invitation) return { kind: 'gone', viewer }
  if (!invitation.theirs) return { kind: 'other', viewer }
  if (invitation.state !== 'open') return { kind: invitation.state, viewer }
  if (viewer.way !== 'eleg' && viewer.way !== 'guest') return { kind: 'password', viewer }
  return { kind: 'offer', viewer, invitation }
})

/** Who looks: somebody logged in, or a guest. */
async function readViewer(): Promise<Viewer | null> {
  const session = await currentSession()
  if (session) {
    const personKey = await forPerson(await pageContext(), readOwnKey)
    return { name: session.name, personKey, way: session.way }
  }
  const guest = await currentGuest()
  return guest && { name: guest.name, personKey: guest.personKey, way: 'guest' }
}
