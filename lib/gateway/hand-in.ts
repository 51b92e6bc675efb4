// PUT /filoverforing/{tjanst}/{filnamn} and POST /filoverforing/{tjanst}: the file as the body.
import { headerOf } from '#lib/door/read-headers.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { type Order, requirePlace } from '#lib/intake/order.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { readFileName } from '#lib/intake/read-file-name.ts'
import { receiveFile } from '#lib/intake/receive-file.ts'
import type { Caller, Gateway } from './gateway.ts'
import { handInMultipart } from './hand-in-multipart.ts'
import { paceOf } from './limits.ts'
import { readOrder } from './order.ts'
import { readDigest } from './read-digest.ts'
import { answerReceived } from './submit.ts'

/** Content-Types that are taken. `curl --data-binary` sends x-www-form-urlencoded; the format is decided by the bytes. */
const FILE_TYPES =
  /^(|application\/(octet-stream|xml|x-www-form-urlencoded|[a-z0-9.+-]+\+xml)|text\/(xml|plain|csv)|binary\/octet-stream)$/

export async function putFile(gateway: Gateway, call: Call, caller: Caller): Promise<void> {
  requireFileType(call)
  const fileName = readFileName(call.params.filnamn ?? '')
  await handInRaw(gateway, call, { caller, order: { ...readOrder(call, caller), fileName } })
}

export async function postFile(gateway: Gateway, call: Call, caller: Caller): Promise<void> {
  const order = readOrder(call, caller)
  if (typeOf(call) === 'multipart/form-data') return handInMultipart(gateway, call, { caller, order })
  requireFileType(call)
  const named = headerOf(call.request, 'x-filnamn')
  const fileName = named === undefined ? undefined : readFileName(named)
  await handInRaw(gateway, call, { caller, order: { ...order, fileName } })
}

async function handInRaw(gateway: Gateway, call: Call, { caller, order }: { caller: Caller; order: Order }): Promise<void> {
  const { request, response, now } = call
  const digest = readDigest(request.headers)
  const sha256 = digest.file ?? digest.content
  if (digest.content !== undefined && digest.content !== sha256) throw new AppError('invalid', 'digest')
  const length = request.headers['content-length']
  const bytes = length === undefined ? undefined : Number(length)
  await requirePlace(gateway, order, bytes ?? 0)
  await gateway.gate.run(caller.employerId, async () => {
    if (request.headers.expect !== undefined) response.writeContinue()
    const whole = { ...order, declared: { bytes, sha256 } }
    const file = await receiveFile({ ...gateway, now }, { order: whole, body: readBody(request, paceOf(gateway.env)) })
    await answerReceived(gateway, call, { caller, order: whole, file })
  })
}

function requireFileType(call: Call): void {
  if (!FILE_TYPES.test(typeOf(call))) throw new AppError('unsupported')
}

function typeOf({ request }: Call): string {
  return request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
