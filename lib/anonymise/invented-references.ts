import { isDigit, isLetter, put, putLetter, textOf, type Unit } from './units.ts'

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** Letters and digits; shorter references are kept as they are. */
const KEPT = 2

/** Replaces references one to one by others of the same length. */
export class InventedReferences {
  private readonly given = new Map<string, number>()
  private readonly counts = new Map<string, number>()

  write(bytes: Uint8Array, units: readonly Unit[]): void {
    const plain = units.filter((unit) => unit.code < 128 && (isDigit(unit) || isLetter(unit)))
    if (plain.length <= KEPT) return
    const text = textOf(units)
    let number = this.given.get(text)
    if (number === undefined) {
      // Counted per template: what stays of the reference when letters and digits are replaced.
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
