import { AppError } from '#lib/errors.ts'
import { withdrawSubmission } from '#lib/submissions/withdraw-submission.ts'
import type { Caller, Gateway, GatewayCall } from './gateway.ts'
import { sendKvittens } from './send-kvittens.ts'
import { requireReference } from './show-receipt.ts'

/** POST /kvittenser/{referens}?aterkalla=1, while nothing has been sent. */
export async function withdrawByReference(
  gateway: Gateway,
  call: GatewayCall,
  { employerId, orgnr, fingerprint }: Caller,
): Promise<void> {
  if (call.url.searchParams.get('aterkalla') !== '1') throw new AppError('invalid', 'act')
  const actor = { kind: 'certificate', fingerprint } as const
  const submission = await withdrawSubmission(
    { db: gateway.db, actor, now: call.now },
    { employerId, reference: requireReference(call) },
  )
  gateway.log.info('submission.withdraw', { submissionId: submission.id, employerId })
  sendKvittens(call, { submission, orgnr, duplicate: false }, 200)
}
