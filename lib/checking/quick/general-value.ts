import type { Field } from '#lib/services/description.ts'
import { packedPerson } from '../rules/packed-person.ts'
import { readValue } from '../values/read-value.ts'
import type { Reading } from '../values/value.ts'
import { stringOf } from './bytes.ts'
import { NO_DAY } from './day-table.ts'
import { NOT_PLAIN } from './value-bytes.ts'

/** Longer than any value of the kinds that are read here. */
const LONGEST = 300

/** Reads values by way of strings, for forms and kinds that are rarer. */
export class GeneralValue {
  /** Of the value read last: its day or person. */
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

  /** Where a value ends that has the right form; NOT_PLAIN otherwise. */
  endOf(bytes: Uint8Array, from: number, end: number): number {
    let to = from
    while (to < end && to - from < LONGEST && isPlain(bytes[to] as number) && bytes[to] !== this.closes) to++
    return bytes[to] === this.closes && this.reads(bytes, from, to) ? to : NOT_PLAIN
  }

  /** Whether what stands there has the right form. */
  reads(bytes: Uint8Array, from: number, to: number): boolean {
    this.isRight = true
    const value = readValue(this.field, stringOf({ bytes, from, to }), this.reading)
    if (!this.isRight || !value) return false
    this.number = value.identity ? packedPerson(value.identity.canonical) | 0 : (value.day ?? NO_DAY)
    return true
  }
}

/** ASCII that means itself in a text and in an attribute. */
function isPlain(byte: number): boolean {
  return byte >= 32 && byte < 0x7f && byte !== 0x26 && byte !== 0x3c && byte !== 0x5d
}
