// Resumable hand-in: /uppladdningar, tus 1.0. Any certificate of the employer may continue an upload, so that a certificate can be
// replaced meanwhile.

import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { answerUpload } from '#lib/door/tus/answer-upload.ts'
import { NotTaken, type Uploader } from '#lib/door/tus/uploader.ts'
import { AppError } from '#lib/errors.ts'
import { cleanFileName } from '#lib/intake/clean-file-name.ts'
import { refusedFile } from '#lib/intake/end-upload.ts'
import { type FoundUpload, findUpload } from '#lib/intake/find-upload.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import type { Caller, Gateway } from './gateway.ts'
import { paceOf } from './limits.ts'
import { readOrder } from './order.ts'
import { readDigest } from './read-digest.ts'
import { kvittensXml } from './send-kvittens.ts'
import { sendGatewayReport } from './send-report.ts'
import { certificateSender } from './submit.ts'

const PATH = '/uppladdningar'

/** POST /uppladdningar and PATCH /uppladdningar/{id}: waits for a turn in the fair queue. */
export async function receiveUploadPiece(gateway: Gateway, call: Call, caller: Caller): Promise<void> {
  await gateway.gate.run(caller.employerId, () => answerUploadCall(gateway, call, caller))
}

/** HEAD and DELETE /uppladdningar/{id}. */
export async function answerUploadCall(gateway: Gateway, call: Call, caller: Caller): Promise<void> {
  const { request, response, now } = call
  const pace = paceOf(gateway.env)
  try {
    const uploads = { ...gateway, ...gateway.uploads }
    await answerUpload(uploads, uploaderOf(gateway, call, caller), { request, response, path: PATH, now, pace })
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    sendGatewayReport(call, error.file)
  }
}

/** GET /uppladdningar/{id}: the outcome of a finished upload, in the form that a hand-in in one request is answered. */
export async function showUpload(gateway: Gateway, call: Call, caller: Caller): Promise<void> {
  if (call.request.method === 'HEAD') return answerUploadCall(gateway, call, caller)
  const { submission, duplicate, refusal } = await find(gateway, call, caller)
  if (refusal) return sendGatewayReport(call, refusedFile(refusal))
  if (!submission) throw new AppError('conflict', 'upload_unfinished')
  const kvittens = kvittensOf({ submission, orgnr: caller.orgnr, duplicate: duplicate ?? false }, new Date())
  sendReply(call, { status: 200, json: kvittens, xml: kvittensXml(kvittens) })
}

function find({ db }: Gateway, { params, now }: Call, employer: Caller): Promise<FoundUpload> {
  return findUpload({ db, now }, { id: params.id ?? '', owner: { employer, way: 'gateway', personId: null } })
}

function uploaderOf(gateway: Gateway, call: Call, caller: Caller): Uploader {
  return {
    ...certificateSender(gateway, call, caller),
    ...{ employer: caller, personId: null, way: 'gateway', seen: undefined },
    order({ tjanst, filename, sha256 }) {
      const order = readOrder({ ...call, params: { tjanst: tjanst ?? '' } }, caller)
      // A test run is not resumable.
      if (order.test) throw new AppError('invalid', 'test')
      if (!filename) throw new AppError('invalid', 'file_name')
      const digest = readDigest({ 'x-sha256': sha256 ?? undefined })
      return { ...order, fileName: cleanFileName(filename), declared: { sha256: digest.file } }
    },
  }
}
