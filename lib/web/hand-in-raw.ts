import { AppError } from '#lib/errors.ts'
import { decodeFileName } from '#lib/intake/clean-file-name.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import { type Order, readKey, requireService } from './order.ts'
import { sendJson } from './reply.ts'
import { sendStopped } from './send-stopped.ts'
import { requireSender } from './sender.ts'
import { submit } from './submit.ts'
import { requirePlace, takeFile } from './take-file.ts'
import type { Call, Web } from './web.ts'

/** The body is the file, its errand stands in headers. 201 with the receipt, 200 with the first one for a repeat. */
export async function handInRaw(web: Web, call: Call): Promise<void> {
  const { request, response, now } = call
  const sender = await requireSender(web, call)
  const wish = { service: header(call, 'x-tjanst'), employer: header(call, 'x-arbetsgivare') }
  const order: Order = {
    sender,
    service: requireService(wish, sender, now),
    fileName: decodeFileName(header(call, 'x-filnamn')),
    idempotencyKey: readKey(header(call, 'idempotency-key')),
  }
  const bytes = lengthOf(request.headers['content-length'])
  const sha256 = digestOf(header(call, 'x-sha256'))
  await requirePlace(web, order, bytes ?? 0)
  await web.gate.run(sender.employer.employerId, async () => {
    if (request.headers.expect !== undefined) response.writeContinue()
    const file = await takeFile(web, call, order, { body: readBody(request), bytes, sha256 })
    if (file.kind === 'stopped') return sendStopped(web, call, file)
    const { submission, duplicate } = await submit(web, call, order, file)
    const answer = kvittensOf({ submission, orgnr: sender.employer.orgnr, duplicate }, new Date())
    sendJson(response, duplicate ? 200 : 201, answer, { Location: `/api/inlamningar/${submission.reference}` })
  })
}

/** A header that came once; twice is a riddle, and Node joins them. */
function header({ request }: Call, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

function lengthOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

function digestOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new AppError('invalid', 'sha256')
  return text.toLowerCase()
}
