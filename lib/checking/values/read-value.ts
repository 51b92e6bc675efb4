import type { Field } from '#lib/services/description.ts'
import { readClock, readDate, readMonth } from './read-date.ts'
import { readIdentity } from './read-identity.ts'
import { readChoice, readDigits, readNumber } from './read-number.ts'
import { readEmail, readText } from './read-text.ts'
import type { Reading, Value } from './value.ts'

/** Reads a value by the type of its field. Undefined when its form is wrong: the finding has then been made. */
export function readValue({ type }: Field, text: string, reading: Reading): Value | undefined {
  switch (type.kind) {
    case 'text':
      return readText(text, type, reading)
    case 'email':
      return readEmail(text, type, reading)
    case 'identity':
      return readIdentity(text, type, reading)
    case 'date':
      return readDate(text, type, reading)
    case 'month':
      return readMonth(text, type, reading)
    case 'clock':
      return readClock(text, type, reading)
    case 'choice':
      return readChoice(text, type, reading)
    case 'digits':
      return readDigits(text, type, reading)
    case 'number':
      return readNumber(text, type, reading)
    case 'count':
      // Compared at the end of the file.
      return { text }
  }
}
