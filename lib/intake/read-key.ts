import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'

/** `Idempotency-Key`: one a file, made by the sender, by which a repeat is known. Refuses (`invalid`, `key`) what is no key. */
export function readKey(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined
  if (value.length > LIMITS.idempotencyKeyCharacters || !/^[\x21-\x7e]+$/.test(value)) throw new AppError('invalid', 'key')
  return value
}
