import { isDigits } from '#lib/identifiers.ts'
import type { FieldType } from '#lib/services/description.ts'
import { redact } from '../redact.ts'
import { lookalikeIn } from './lookalike.ts'
import type { Reading, Value } from './value.ts'

export function readDigits(text: string, type: Extract<FieldType, { kind: 'digits' }>, reading: Reading): Value | undefined {
  if (isDigits(text) && text.length >= type.min && text.length <= type.max) return { text }
  const sign = lookalikeIn(text)
  if (sign !== undefined) reading.found(type.code, { case: 'sign', sign, max: type.max })
  else reading.found(type.code, { case: 'digits', min: type.min, max: type.max, length: text.length })
  return undefined
}

/** A number with a point as decimal sign. */
export function readNumber(text: string, type: Extract<FieldType, { kind: 'number' }>, reading: Reading): Value | undefined {
  const [whole = '', fraction, ...rest] = text.length > 20 ? [] : text.split('.')
  const isNumber = isDigits(whole) && rest.length === 0
  const hasDecimals = fraction === undefined || (isDigits(fraction) && fraction.length <= type.decimals)
  if (isNumber && hasDecimals && Number(text) >= type.min && Number(text) <= type.max) return { text }
  const sign = lookalikeIn(text)
  if (sign !== undefined) reading.found(type.code, { case: 'sign', sign })
  else reading.found(type.code, { case: 'number', min: type.min, max: type.max, decimals: type.decimals })
  return undefined
}

export function readChoice(text: string, type: Extract<FieldType, { kind: 'choice' }>, reading: Reading): Value | undefined {
  if (!type.values.includes(text)) {
    reading.found('F06', { case: 'value', found: redact(text), allowed: type.values.join(', ') })
    return undefined
  }
  const stop = type.stopInProduction
  if (stop && reading.production && stop.value === text) reading.found(stop.code, {})
  return { text }
}
