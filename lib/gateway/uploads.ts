import { readDigest } from '#lib/door/read-digest.ts'
import { headerOf } from '#lib/door/read-headers.ts'
import type { Call } from '#lib/door/route.ts'
import { answerUpload } from '#lib/door/tus/answer-upload.ts'
import { AppError } from '#lib/errors.ts'
import { readReplaces } from '#lib/intake/order.ts'
import { cleanFileName } from '#lib/intake/read-file-name.ts'
import type { Caller, Gateway } from './gateway.ts'
import { machineSender } from './machine-sender.ts'
import { readOrder } from './order.ts'

/**
 * Resumable hand-in: /uppladdningar, tus 1.0. Any certificate of the employer may continue an upload, so that a certificate can be
 * replaced meanwhile.
 */
export async function answerGatewayUpload(gateway: Gateway, call: Call, caller: Caller): Promise<void> {
  await answerUpload(gateway, call, {
    ...machineSender(gateway, call, caller),
    seen: undefined,
    replaces: readReplaces(headerOf(call.request, 'x-ersatter')),
    order({ tjanst, filename, sha256 }) {
      const order = readOrder({ ...call, params: { tjanst: tjanst ?? '' } }, caller)
      // A test run is not resumable.
      if (order.test) throw new AppError('invalid', 'test')
      if (!filename) throw new AppError('invalid', 'file_name')
      const digest = readDigest({ 'x-sha256': sha256 ?? undefined })
      return { ...order, fileName: cleanFileName(filename), declared: { sha256: digest.file } }
    },
  })
}
