import { AppError } from '#lib/errors.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { readFileName } from './file-name.ts'
import type { Caller, GatewayCall } from './gateway.ts'

/**
 * The e-service whose files from FK are asked for. Refuses one that does not exist (`not_found`, `service`) and one that the
 * employer is not admitted to (`not_allowed`, `service`).
 */
export function fileServiceOf({ params }: GatewayCall, caller: Caller): string {
  const { tjanst = '' } = params
  if (!serviceById(tjanst)) throw new AppError('not_found', 'service')
  if (!caller.services.includes(tjanst)) throw new AppError('not_allowed', 'service')
  return tjanst
}

/** The one file that is meant. */
export function whichFile(call: GatewayCall, caller: Caller): { employerId: string; service: string; name: string } {
  const service = fileServiceOf(call, caller)
  return { employerId: caller.employerId, service, name: readFileName(call.params.filnamn ?? '') }
}
