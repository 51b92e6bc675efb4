import { actorOf } from '#lib/access/actor.ts'
import type { CleanFile } from '#lib/intake/received-file.ts'
import { type SubmittedFile, submitFile } from '#lib/submissions/submit-file.ts'
import type { WebOrder } from './order.ts'
import type { Web, WebCall } from './web.ts'
import { requireSameLogin } from './web-caller.ts'

/** Hands in a file that has come whole, for whoever still is logged in. Whatever is thrown, the file is gone. */
export async function submitWebFile(web: Web, call: WebCall, order: WebOrder, file: CleanFile): Promise<SubmittedFile> {
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
