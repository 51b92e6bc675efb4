import { isDigit, isLetter, put, putLetter, textOf, type Unit } from './units.ts'

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** So short a reference names nobody. */
const KEPT = 2

/** Gives each reference another of the same length, always the same, no two the same. */
export class InventedReferences {
  private readonly given = new Map<string, number>()
  private readonly counts = new Map<string, number>()

  write(bytes: Uint8Array, units: readonly Unit[]): void {
    const plain = units.filter((unit) => unit.code < 128 && (isDigit(unit) || isLetter(unit)))
    if (plain.length <= KEPT) return
    const text = textOf(units)
    let number = this.given.get(text)
    if (number === undefined) {
      // What is left when the reference is blotted out; two with different remains cannot be mistaken for each other.
      const remains = units.map((unit) => (plain.includes(unit) ? 'X' : String.fromCodePoint(unit.code))).join('')
      const template = remains.replace(/[^\p{ASCII}]/gu, 'Ö')
      number = this.counts.get(template) ?? 0
      this.counts.set(template, number + 1)
      this.given.set(text, number)
    }
    for (const unit of units) if (unit.code >= 128 && isLetter(unit)) putLetter(bytes, unit)
    for (const unit of plain.toReversed()) {
      put(bytes, unit, SIGNS.charCodeAt(number % SIGNS.length))
      number = Math.floor(number / SIGNS.length)
    }
  }
}
