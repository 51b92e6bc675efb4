// What a hand-in is for (service, employer, file name), read from headers or form fields before the file.
import { stockholmDay } from '#lib/calendar.ts'
import { headerOf } from '#lib/door/read-headers.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { parseIdentity } from '#lib/identifiers.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import type { Service } from '#lib/services/description.ts'
import type { WebCaller } from './web-caller.ts'

type RequireServiceInput = { service: string | undefined; employer: string | undefined }

/**
 * The e-service by id. Refuses one that does not exist (`not_found`), one that only checks (`invalid`), one the employer is not
 * admitted to (`not_allowed`), and an employer other than the session's (`not_found`).
 */
export function requireService({ service: id, employer }: RequireServiceInput, sender: WebCaller, now: Date): Service {
  requireActingFor(employer, sender, now)
  const service = serviceById(id ?? '')
  if (!service) throw new AppError('not_found', 'service')
  if (service.checkOnly) throw new AppError('invalid', 'check_only')
  if (!sender.employer.services.includes(service.id)) throw new AppError('not_allowed', 'service')
  return service
}

function requireActingFor(text: string | undefined, { employer }: WebCaller, now: Date): void {
  const parsed = parseIdentity(text ?? '', stockholmDay(now))
  if ('fault' in parsed) throw new AppError('invalid', 'employer')
  if (parsed.canonical !== employer.orgnr) throw new AppError('not_found', 'employer')
}

/** A SHA-256 as 64 hex digits, in lower case; undefined when absent or empty. Refuses (`invalid`, `sha256`). */
export function digestOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new AppError('invalid', 'sha256')
  return text.toLowerCase()
}

/** X-Sedda (`D06, F11`, may be empty): the codes of the remarks that the person has seen. */
export function seenIn({ request }: Call): readonly string[] | undefined {
  return headerOf(request, 'x-sedda')
    ?.split(',')
    .map((code) => code.trim())
}
