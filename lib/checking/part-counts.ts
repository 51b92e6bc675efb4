import type { Field } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from './findings.ts'
import { type Mark, markAt } from './mark.ts'

type StatedCount = { field: Field; text: string; mark: Mark }
export type CountFault = StatedCount & { code: RuleCode; params: Params; actual: number }

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
    return this.stated.flatMap((stated) => {
      const { type } = stated.field
      if (type.kind !== 'count') return []
      const { of, code } = type
      const actual = this.counted.get(of) ?? 0
      const isNumber = /^\d{1,15}$/.test(stated.text)
      if (isNumber && Number(stated.text) === actual) return []
      const params = isNumber ? { case: 'differs', stated: Number(stated.text), actual, of } : { case: 'number', actual, of }
      return [{ ...stated, code, params, actual }]
    })
  }
}
