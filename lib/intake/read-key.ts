import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'

/** `Idempotency-Key`: made by the sender, one for each file; it marks a repeat. Refuses (`invalid`, `key`) what is too long or not printable. */
export function readKey(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined
  if (value.length > LIMITS.idempotencyKeyCharacters || !/^[\x21-\x7e]+$/.test(value)) throw new AppError('invalid', 'key')
  return value
}
