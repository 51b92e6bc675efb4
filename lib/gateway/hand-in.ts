// PUT /filoverforing/{tjanst}/{filnamn} and POST /filoverforing/{tjanst}.
import { handInRaw } from '#lib/door/hand-in.ts'
import { handInForm, leastBytes } from '#lib/door/hand-in-form.ts'
import { headerOf } from '#lib/door/read-headers.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { requirePlace } from '#lib/intake/order.ts'
import { readFileName } from '#lib/intake/read-file-name.ts'
import type { Caller, Gateway } from './gateway.ts'
import { machineSender } from './machine-sender.ts'
import { readOrder } from './order.ts'

/** Content-Types that are taken. `curl --data-binary` sends x-www-form-urlencoded; the format is decided by the bytes. */
const FILE_TYPES =
  /^(|application\/(octet-stream|xml|x-www-form-urlencoded|[a-z0-9.+-]+\+xml|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)|text\/(xml|plain|csv)|binary\/octet-stream)$/

export async function putFile(gateway: Gateway, call: Call, caller: Caller): Promise<void> {
  requireFileType(call)
  const fileName = readFileName(call.params.filnamn ?? '')
  const order = { ...readOrder(call, caller), fileName }
  await handInRaw(gateway, call, { sender: machineSender(gateway, call, caller), order })
}

export async function postFile(gateway: Gateway, call: Call, caller: Caller): Promise<void> {
  const order = readOrder(call, caller)
  const sender = machineSender(gateway, call, caller)
  if (typeOf(call) === 'multipart/form-data') {
    await requirePlace(gateway, order, leastBytes(call))
    const form = {
      fileField: 'file',
      fields: new Map<string, string>(),
      orderOf: (fileName: string) => ({ ...order, fileName }),
    } as const
    return await handInForm(gateway, call, { sender, ...form })
  }
  requireFileType(call)
  const named = headerOf(call.request, 'x-filnamn')
  const fileName = named === undefined ? undefined : readFileName(named)
  await handInRaw(gateway, call, { sender, order: { ...order, fileName } })
}

function requireFileType(call: Call): void {
  if (!FILE_TYPES.test(typeOf(call))) throw new AppError('unsupported')
}

function typeOf({ request }: Call): string {
  return request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
