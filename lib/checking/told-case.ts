import type { Service } from '#lib/services/description.ts'
import type { Day } from './calendar.ts'
import type { Mark } from './mark.ts'
import type { Case } from './rules/case.ts'

/** What makes a case the same as one in another file (F13), and where it stands. The mark is to be asked at once or never. */
export type ToldCase = {
  /** Canonical, 12 digits. */
  person: string
  day: Day
  record: number
  referens: string | undefined
  field: string
  mark: Mark
}

/** Hands on each case that has a person and a first day; undefined where the e-service does not ask F13. */
export function caseTeller(
  { codes, caseRules }: Service,
  listen: ((told: ToldCase) => void) | undefined,
): ((found: Case, referens: string | undefined) => void) | undefined {
  const same = caseRules.find((rule) => rule.rule === 'same-person')
  if (!listen || !same || !codes.includes('F13')) return undefined
  return ({ record, values }, referens) => {
    const person = values.get(same.person)
    const day = values.get(same.day)?.day
    if (!person?.identity || day === undefined) return
    listen({ person: person.identity.canonical, day, record, referens, field: same.person, mark: person.mark })
  }
}
