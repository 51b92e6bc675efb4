import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import type { CleanFile } from '#lib/intake/received-file.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import type { Caller, Gateway } from './gateway.ts'
import type { GatewayOrder } from './order.ts'
import { requireCaller } from './require-caller.ts'
import { sendKvittens } from './send-kvittens.ts'

type SubmitGatewayFileInput = { caller: Caller; order: GatewayOrder; file: CleanFile; fileName: string }

/** Submits a received file and answers: 202, or 200 with the first receipt for a repeat. Discards the file if it throws. */
export async function submitGatewayFile(
  gateway: Gateway,
  call: Call,
  { caller, order, file, fileName }: SubmitGatewayFileInput,
): Promise<void> {
  const { employerId, orgnr } = caller
  const { service, idempotencyKey } = order
  try {
    // The upload may have taken hours: the certificate is checked again.
    const again = await requireCaller(gateway, { request: call.request, now: new Date() })
    if (again.employerId !== employerId) throw new AppError('not_allowed', 'organisation')
    const actor = { kind: 'certificate', fingerprint: caller.fingerprint } as const
    const handed = { employerId, way: 'gateway', service, fileName, file, idempotencyKey } as const
    const { submission, duplicate } = await submitFile({ db: gateway.db, actor, now: new Date() }, handed)
    gateway.log.info(duplicate ? 'submission.repeated' : 'submission.submitted', {
      submissionId: submission.id,
      employerId,
      service: service.id,
      bytes: file.bytes,
      durationMs: Date.now() - call.now.getTime(),
    })
    sendKvittens(call, { submission, orgnr, duplicate }, duplicate ? 200 : 202)
  } finally {
    await file.payload.discard()
  }
}
