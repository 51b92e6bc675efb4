import { readSession } from '#lib/access/read-session.ts'
import type { ReceivedFile } from '#lib/intake/received-file.ts'
import { type IncomingBody, takeFile } from '#lib/submissions/take-file.ts'
import type { WebOrder } from './order.ts'
import type { Web, WebCall } from './web.ts'

/** A file on its way is activity: it may take longer than a login may idle. */
const TOUCH_EVERY_MS = 5 * 60_000

/** Reads the file through the one loop while it keeps its sender logged in. */
export async function takeWhileLoggedIn(web: Web, call: WebCall, order: WebOrder, coming: IncomingBody): Promise<ReceivedFile> {
  const touch = setInterval(() => {
    // If it fails, requireSameSender says so when the file has come.
    readSession({ db: web.db, now: new Date() }, call.request.headers.cookie).catch(() => {})
  }, TOUCH_EVERY_MS)
  try {
    return await takeFile(web, { employer: order.sender.employer, service: order.service }, coming, call.now)
  } finally {
    clearInterval(touch)
  }
}
