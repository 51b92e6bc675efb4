import { maskPersonnummer } from '#lib/identifiers.ts'
import type { CaseRule } from '#lib/services/description.ts'
import { formatDay } from '../calendar.ts'
import { SeenDays } from '../seen-days.ts'
import type { CaseCheck, CaseTools } from './case.ts'

/** C01: the same person and day twice in the file. C02: the same person on two days close to each other. */
export function samePerson(rule: Extract<CaseRule, { rule: 'same-person' }>, tools: CaseTools): CaseCheck {
  const seen = new SeenDays(rule.nearDays)
  return ({ record, values }) => {
    const person = values.get(rule.person)
    const day = values.get(rule.day)
    if (!person?.identity || day?.day === undefined) return
    const { canonical } = person.identity
    const earlier = seen.put({ person: packed(canonical), day: day.day, record })
    if (!earlier) return
    const params = {
      person: maskPersonnummer(canonical),
      date: formatDay(day.day),
      otherRecord: earlier.record,
      otherLine: tools.lineOf(earlier.record),
    }
    if (earlier.daysApart === 0) tools.found('C01', rule.person, person.mark, { case: 'case', ...params })
    else tools.found('C02', rule.day, day.mark, { ...params, days: earlier.daysApart })
  }
}

/** Century and the nine digits before the check digit in 32 bits. */
function packed(canonical: string): number {
  return (Number(canonical.slice(0, 2)) - 18) * 1_000_000_000 + Number(canonical.slice(2, 11))
}
