// POST /filoverforing/{tjanst} with multipart/form-data: `curl -F file=@fil.xml`.
import { createHash } from 'node:crypto'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { readForm } from '#lib/intake/read-form.ts'
import type { ReceivedFile } from '#lib/intake/received-file.ts'
import { type ExaminedFile, examineFile, type IncomingBody, requirePlace, takeFile } from '#lib/submissions/take-file.ts'
import type { Caller, Gateway } from './gateway.ts'
import { paceOf } from './limits.ts'
import type { GatewayOrder } from './order.ts'
import { readDigest } from './read-digest.ts'
import { sendGatewayReport } from './send-report.ts'
import { submitGatewayFile } from './submit.ts'

type HandInMultipartInput = { caller: Caller; order: GatewayOrder }
type MultipartFile = { kind: 'taken'; fileName: string; file: ReceivedFile } | { kind: 'examined'; examined: ExaminedFile }

/** The most that a form adds to its file: part headers and a few fields. */
const FORM_OVERHEAD_BYTES = 64 * 1024

export async function handInMultipart(gateway: Gateway, call: Call, { caller, order }: HandInMultipartInput): Promise<void> {
  const { request, response } = call
  const length = Number(request.headers['content-length'] ?? 0)
  await requirePlace(gateway, order, Math.max(0, length - FORM_OVERHEAD_BYTES))
  await gateway.gate.run(caller.employerId, async () => {
    if (request.headers.expect !== undefined) response.writeContinue()
    const taken = await take(gateway, call, { caller, order })
    if (taken.kind === 'examined') return sendGatewayReport(call, taken.examined)
    const { file, fileName } = taken
    if (file.kind === 'stopped') return sendGatewayReport(call, file)
    await submitGatewayFile(gateway, call, { caller, order, file, fileName })
  })
}

/** Reads the form's one file. When the form fails after its file, the file is discarded. */
async function take(gateway: Gateway, { request, now }: Call, { caller, order }: HandInMultipartInput): Promise<MultipartFile> {
  const declared = readDigest(request.headers)
  const errand = { employer: caller, service: order.service }
  const hash = createHash('sha256')
  const body = hashed(readBody(request, paceOf(gateway.env)), hash)
  let taken: MultipartFile | undefined
  try {
    await readForm({ request, fields: new Map(), fileField: 'file', body }, async (part) => {
      const coming: IncomingBody = { body: part.body, sha256: declared.file }
      if (order.test) taken = { kind: 'examined', examined: await examineFile(gateway, errand, coming, now) }
      else taken = { kind: 'taken', fileName: part.name, file: await takeFile(gateway, errand, coming, now) }
    })
    if (declared.content !== undefined && declared.content !== hash.digest('hex')) throw new AppError('invalid', 'digest')
    if (!taken) throw new Error('the form ended without its file')
    return taken
  } catch (error) {
    if (taken?.kind === 'taken' && taken.file.kind === 'clean') await taken.file.payload.discard()
    throw error
  }
}

async function* hashed(body: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of body) {
    hash.update(chunk)
    yield chunk
  }
}
