import type { Field } from '#lib/services/description.ts'
import { packedPerson } from '../rules/packed-person.ts'
import { readValue } from '../values/read-value.ts'
import type { Reading } from '../values/value.ts'
import { stringOf } from './bytes.ts'
import { NO_DAY } from './day-table.ts'
import { NOT_PLAIN } from './value-bytes.ts'

/** Bytes: longer than any value read here. */
const LONGEST = 300

/** Reads values of rarer forms and kinds as strings, by readValue. */
export class GeneralValue {
  /** Day or person of the value read last. */
  number = 0
  private readonly field: Field
  private readonly reading: Reading
  private readonly closes: number
  private isRight = true

  /** `closes`: the byte that stands after a value. */
  constructor(field: Field, reading: Reading, closes: number) {
    this.field = field
    this.closes = closes
    this.reading = {
      ...reading,
      found: () => {
        this.isRight = false
      },
    }
  }

  /** Where the value ends; NOT_PLAIN when its form is wrong. */
  endOf(bytes: Uint8Array, from: number, end: number): number {
    let to = from
    while (to < end && to - from < LONGEST && isPlain(bytes[to] as number) && bytes[to] !== this.closes) to++
    return bytes[to] === this.closes && this.reads(bytes, from, to) ? to : NOT_PLAIN
  }

  /** Whether the value has the right form. */
  reads(bytes: Uint8Array, from: number, to: number): boolean {
    this.isRight = true
    const value = readValue(this.field, stringOf({ bytes, from, to }), this.reading)
    if (!this.isRight || !value) return false
    this.number = value.identity ? packedPerson(value.identity.canonical) | 0 : (value.day ?? NO_DAY)
    return true
  }
}

/** Printable ASCII that needs no escape in text or attributes. */
function isPlain(byte: number): boolean {
  return byte >= 32 && byte < 0x7f && byte !== 0x26 && byte !== 0x3c && byte !== 0x5d
}
