// What a hand-in is for, read from address and headers before the body; its name and what is declared of its bytes come with the way it is sent.
import { requireAdmitted } from '#lib/access/require-member.ts'
import { headerOf, requireWholeFile } from '#lib/door/read-headers.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { type Order, readKey, readReplaces } from '#lib/intake/order.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import type { Caller } from './gateway.ts'

/**
 * Refuses an e-service that does not exist (`not_found`), one that the employer is not admitted to (`not_allowed`), and
 * handing in to one that only checks (`invalid`).
 */
export function readOrder({ request, url, params, now }: Call, caller: Caller): Order {
  const service = serviceById(params.tjanst ?? '')
  if (!service) throw new AppError('not_found', 'service')
  const test = readTest(url.searchParams)
  // A service that only checks is open to every employer.
  if (service.checkOnly && !test) throw new AppError('invalid', 'check_only')
  // So is the check of one that the employer has in test.
  if (!service.checkOnly && !(test && caller.tried.includes(service.id))) requireAdmitted(caller, service.id)
  requireWholeFile(request.headers)
  const idempotencyKey = readKey(headerOf(request, 'idempotency-key'), now)
  const replaces = readReplaces(headerOf(request, 'x-ersatter'))
  return { employer: caller, service, test, idempotencyKey, fileName: undefined, declared: {}, seen: undefined, replaces }
}

function readTest(query: URLSearchParams): boolean {
  const [value, ...more] = query.getAll('test')
  if (value === undefined || value === '0') return false
  // A misspelt value must not become a real hand-in.
  if (value !== '1' || more.length > 0) throw new AppError('invalid', 'test')
  return true
}
