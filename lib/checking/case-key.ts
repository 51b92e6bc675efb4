import type { Day } from '#lib/calendar.ts'
import type { Service } from '#lib/services/description.ts'
import type { Mark } from './mark.ts'
import { NO_DAY } from './quick/day-table.ts'
import type { QuickCase, SlotOf } from './quick/quick-case.ts'
import type { Case } from './rules/case.ts'
import { packedPerson } from './rules/packed-person.ts'
import type { TextSpan } from './seen-keys.ts'

/** What makes a case the same as one in another file (F13), and where it stands. Valid only during the call that hands it on: the next case reuses the object. Properties are worked out when read. */
export interface CaseKey {
  /** As packedPerson makes it, as a signed 32-bit number. */
  readonly person: number
  readonly day: Day
  readonly record: number
  /** The sender's reference, redacted so that a finding may repeat it. */
  readonly referens: string | undefined
  /** The reference as bytes of the file; only for cases read by quick/. */
  readonly referensText?: TextSpan | undefined
  readonly field: string
  readonly mark: Mark
  /** Of a table. */
  readonly cell?: string
}

export type CaseReporter = {
  tell(found: Case, reference: () => string | undefined): void
  /** For cases read by quick/. */
  quickly(slotOf: SlotOf): (found: QuickCase) => void
}

/** Reports each case that has a person and a first day; undefined without a listener or without F13. */
export function caseReporter(
  { codes, caseRules }: Service,
  listen: ((told: CaseKey) => void) | undefined,
): CaseReporter | undefined {
  const same = caseRules.find((rule) => rule.rule === 'same-person')
  if (!listen || !same || !codes.includes('F13')) return undefined
  const field = same.person
  const tell: CaseReporter['tell'] = ({ record, values }, reference) => {
    const person = values.get(field)
    const day = values.get(same.day)?.day
    if (!person?.identity || day === undefined) return
    listen({ person: packedPerson(person.identity.canonical) | 0, day, record, referens: reference(), field, mark: person.mark })
  }
  return {
    tell,
    quickly(slotOf) {
      const [person, day] = [slotOf(field, 'person'), slotOf(same.day, 'day')]
      if (person === undefined || day === undefined) return (found) => tell(found.whole(), () => found.reference())
      let told: QuickCaseKey | undefined
      return (found) => {
        if (found.person(person) === 0 || found.day(day) === NO_DAY) return
        told ??= new QuickCaseKey(found, field, { person, day })
        listen(told)
      }
    },
  }
}

/** One object for all cases; its properties read the current one. */
class QuickCaseKey implements CaseKey {
  readonly field: string
  readonly mark: Mark
  private readonly found: QuickCase
  private readonly slots: { person: number; day: number }

  constructor(found: QuickCase, field: string, slots: { person: number; day: number }) {
    this.found = found
    this.field = field
    this.slots = slots
    this.mark = found.markOf(slots.person)
  }

  get person(): number {
    return this.found.person(this.slots.person)
  }

  get day(): Day {
    return this.found.day(this.slots.day)
  }

  get record(): number {
    return this.found.record
  }

  get referens(): string | undefined {
    return this.found.reference()
  }

  get referensText(): TextSpan | undefined {
    return this.found.referenceText()
  }
}
