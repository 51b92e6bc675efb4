import { type IdentityFault, parseIdentity, parsePerson } from '#lib/identifiers.ts'
import type { FieldType } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from '../findings.ts'
import { lookalikeIn } from './lookalike.ts'
import type { Reading, Value } from './value.ts'

const CODES: Record<IdentityFault, RuleCode> = {
  missing: 'I01',
  form: 'I02',
  'third-digit': 'I05',
  date: 'I03',
  'check-digit': 'I04',
}

/** I01–I07, one finding a value. Its parameters never repeat the value: it is a personal number. */
export function readIdentity(text: string, type: Extract<FieldType, { kind: 'identity' }>, reading: Reading): Value | undefined {
  const parsed = type.of === 'person' ? parsePerson(text, reading.today) : parseIdentity(text, reading.today)
  if ('fault' in parsed) {
    reading.found(CODES[parsed.fault], paramsOf(text, type, parsed.fault))
    return undefined
  }
  if (type.onlyTwelveDigits && text.length !== 12) {
    reading.found('I02', paramsOf(text, type, 'form'))
    return undefined
  }
  if (parsed.unknownDay && type.also.includes('I06')) reading.found('I06', {})
  else if (reading.production && type.also.includes('I07') && reading.testPersons?.has(parsed.canonical)) reading.found('I07', {})
  return { text, identity: parsed }
}

function paramsOf(text: string, type: Extract<FieldType, { kind: 'identity' }>, fault: IdentityFault): Params {
  const of = type.onlyTwelveDigits ? 'twelve' : type.of
  if (fault !== 'form') return { of }
  const sign = lookalikeIn(text)
  if (sign !== undefined) return { of, case: 'lookalike', sign }
  const digits = text.replace(/\D/g, '').length
  return { of, case: /\p{L}/u.test(text) ? 'letter' : digits === 10 || digits === 12 ? 'signs' : 'length', digits }
}
