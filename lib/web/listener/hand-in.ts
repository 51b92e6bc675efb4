import { handInRaw } from '#lib/door/hand-in.ts'
import { headerOf, requireWholeFile } from '#lib/door/read-headers.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readFileName } from '#lib/intake/read-file-name.ts'
import { handInPlainForm } from './hand-in-plain-form.ts'
import { orderOfPerson } from './order.ts'
import { personSender } from './person-sender.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** POST /api/inlamningar (contracts: "Portal upload"): the file as the body, with headers that say what it is for, or a plain form. */
export async function handIn(web: Web, call: Call, caller: WebCaller): Promise<void> {
  const { request } = call
  requireWholeFile(request.headers)
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'multipart/form-data') return await handInPlainForm(web, call, caller)
  if (type.startsWith('multipart/')) throw new AppError('unsupported')
  const named = headerOf(request, 'x-filnamn')
  const order = orderOfPerson(call, caller, {
    tjanst: headerOf(request, 'x-tjanst'),
    arbetsgivare: headerOf(request, 'x-arbetsgivare'),
    fileName: readFileName(named ?? ''),
    key: headerOf(request, 'idempotency-key'),
  })
  await handInRaw(web, call, { sender: personSender(web, call, caller), order })
}
