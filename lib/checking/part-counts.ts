import type { Field } from '#lib/services/description.ts'
import type { NewFinding } from './findings.ts'
import { type Mark, markAt } from './mark.ts'
import { valuesOf } from './values/reported-value.ts'

type StatedCount = { field: Field; text: string; mark: Mark }
type CountFault = Omit<NewFinding, 'record'>

/** How many of each part the file holds, and what it says of that itself. */
export class PartCounts {
  private readonly counted = new Map<string, number>()
  private readonly stated: StatedCount[] = []

  add(name: string, more: number): void {
    if (more > 0) this.counted.set(name, (this.counted.get(name) ?? 0) + more)
  }

  state(field: Field, text: string, mark: Mark): void {
    this.stated.push({ field, text, mark: markAt(mark.spot()) })
  }

  /** After the last byte: the counts that are not true (F08). */
  faults(): CountFault[] {
    return this.stated.flatMap(({ field, text, mark }) => {
      const { type, name } = field
      if (type.kind !== 'count') return []
      const { of, code } = type
      const actual = this.counted.get(of) ?? 0
      const isNumber = /^\d{1,15}$/.test(text)
      if (isNumber && Number(text) === actual) return []
      const params = isNumber ? { case: 'differs', stated: Number(text), actual, of } : { case: 'number', actual, of }
      return [{ code, mark, field: name, params, values: () => ({ ...valuesOf(type, text), expected: String(actual) }) }]
    })
  }
}
