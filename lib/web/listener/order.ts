// What a hand-in is for (service, employer, file name), read from headers or form fields before the file.
import { requireAdmitted } from '#lib/access/require-member.ts'
import { stockholmDay } from '#lib/calendar.ts'
import { headerOf } from '#lib/door/read-headers.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { parseIdentity } from '#lib/identifiers.ts'
import { type Order, readKey, readReplaces, readSentOrigin } from '#lib/intake/order.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import type { Service } from '#lib/services/description.ts'
import type { WebCaller } from './web-caller.ts'

/** In the sender's words: header, form field or Upload-Metadata. */
type OrderWords = {
  tjanst: string | null | undefined
  arbetsgivare: string | null | undefined
  fileName: string
  key: string | undefined
}

/** What a person hands in. Refuses as requireService does. */
export function orderOfPerson(call: Call, caller: WebCaller, { tjanst, arbetsgivare, fileName, key }: OrderWords): Order {
  const service = requireService({ service: tjanst, employer: arbetsgivare }, caller, call.now)
  const idempotencyKey = readKey(key, call.now)
  return { employer: caller.employer, service, fileName, idempotencyKey, declared: {}, test: false, ...saidIn(call) }
}

type RequireServiceInput = { service: string | null | undefined; employer: string | null | undefined }

/**
 * The e-service by id. Refuses one that does not exist (`not_found`), one that only checks (`invalid`), one the employer is not
 * admitted to or has in test (`not_allowed`), and an employer other than the session's (`not_found`).
 */
export function requireService({ service: id, employer }: RequireServiceInput, sender: WebCaller, now: Date): Service {
  requireActingFor(employer, sender, now)
  const service = serviceById(id ?? '')
  if (!service) throw new AppError('not_found', 'service')
  if (service.checkOnly) throw new AppError('invalid', 'check_only')
  requireAdmitted(sender.employer, service.id)
  return service
}

function requireActingFor(text: string | null | undefined, { employer }: WebCaller, now: Date): void {
  const parsed = parseIdentity(text ?? '', stockholmDay(now))
  if ('fault' in parsed) throw new AppError('invalid', 'employer')
  if (parsed.canonical !== employer.orgnr) throw new AppError('not_found', 'employer')
}

const saidIn = (call: Call) => ({ seen: seenIn(call), replaces: replacesIn(call), origin: originIn(call) })

/** X-Ersatter: the reference of the submission that the file is handed in instead of. */
export const replacesIn = ({ request }: Call): string | undefined => readReplaces(headerOf(request, 'x-ersatter'))

/** X-Ursprung: what the page has made the file of. */
export const originIn = ({ request, now }: Call): Order['origin'] => readSentOrigin(headerOf(request, 'x-ursprung'), now)

/** X-Sedda (`D06, F11`, may be empty): the codes of the remarks that the person has seen. */
export function seenIn({ request }: Call): readonly string[] | undefined {
  return headerOf(request, 'x-sedda')
    ?.split(',')
    .map((code) => code.trim())
}
