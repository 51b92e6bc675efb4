import { actorOf } from '#lib/access/actor.ts'
import { readSession } from '#lib/access/read-session.ts'
import type { Call } from '#lib/door/route.ts'
import type { CleanFile, ReceivedFile } from '#lib/intake/received-file.ts'
import { type SubmittedFile, submitFile } from '#lib/submissions/submit-file.ts'
import { type IncomingBody, takeFile } from '#lib/submissions/take-file.ts'
import type { WebOrder } from './order.ts'
import type { Web } from './web.ts'
import { requireSameLogin } from './web-caller.ts'

/** Submits a received file under the login it began with. Discards the file if it throws. */
export async function submitWebFile(web: Web, call: Call, order: WebOrder, file: CleanFile): Promise<SubmittedFile> {
  const { sender, service, fileName, idempotencyKey } = order
  const { employerId } = sender.employer
  try {
    await requireSameLogin(web, call, sender)
    const actor = actorOf(sender.session)
    const handed = { employerId, way: 'browser', service, fileName, file, idempotencyKey } as const
    const submitted = await submitFile({ db: web.db, actor, now: new Date() }, handed)
    web.log.info(submitted.duplicate ? 'submission.repeated' : 'submission.submitted', {
      submissionId: submitted.submission.id,
      employerId,
      service: service.id,
      bytes: file.bytes,
      durationMs: Date.now() - call.now.getTime(),
    })
    return submitted
  } finally {
    await file.payload.discard()
  }
}

/** An upload is activity, and may last longer than a session may be idle: the session is touched this often. */
const TOUCH_EVERY_MS = 5 * 60_000

/** Reads the file while the session is kept from ending for want of activity. */
export function takeWhileLoggedIn(web: Web, call: Call, order: WebOrder, body: IncomingBody): Promise<ReceivedFile> {
  return whileLoggedIn(web, call, () =>
    takeFile(web, { employer: order.sender.employer, service: order.service }, body, call.now),
  )
}

/** Runs `work`, and touches the session meanwhile. */
export async function whileLoggedIn<T>(web: Web, { request }: Call, work: () => Promise<T>): Promise<T> {
  const touch = setInterval(() => {
    // When it fails, the check after the upload refuses.
    readSession({ db: web.db, now: new Date() }, request.headers.cookie).catch(() => {})
  }, TOUCH_EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(touch)
  }
}
