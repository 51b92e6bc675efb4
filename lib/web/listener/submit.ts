import { actorOf } from '#lib/access/actor.ts'
import { readSession } from '#lib/access/read-session.ts'
import type { Call } from '#lib/door/route.ts'
import type { Sender } from '#lib/door/submit.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** Who hands in: all that is asked of a login once more is asked in the transaction that commits. */
export const loginSender = ({ session }: WebCaller): Sender => ({ actor: actorOf(session), prove: async () => {} })

/** An upload is activity, and may last longer than a session may be idle: the session is touched this often. */
const TOUCH_EVERY_MS = 5 * 60_000

/** Runs `work`, and meanwhile keeps the session from ending for want of activity. */
export async function whileLoggedIn<T>(web: Web, { request }: Call, work: () => Promise<T>): Promise<T> {
  const touch = setInterval(() => {
    // When it fails, the commit refuses.
    readSession({ db: web.db, now: new Date() }, request.headers.cookie).catch(() => {})
  }, TOUCH_EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(touch)
  }
}
