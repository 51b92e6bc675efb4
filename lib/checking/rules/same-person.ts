import { type Day, formatDay } from '#lib/calendar.ts'
import { maskPersonnummer } from '#lib/identifiers.ts'
import type { CaseRule } from '#lib/services/description.ts'
import type { Mark } from '../mark.ts'
import { NO_DAY } from '../quick/day-table.ts'
import { type EarlierCase, SeenDays } from '../seen-days.ts'
import type { CaseCheck, CaseTools } from './case.ts'
import { packedPerson, unpackedPerson } from './packed-person.ts'

/** C01: the same person and day twice in the file. C02: the same person on two days close to each other. */
export function samePerson(rule: Extract<CaseRule, { rule: 'same-person' }>, tools: CaseTools): CaseCheck {
  const seen = new SeenDays(rule.nearDays)

  function report({ record, daysApart }: EarlierCase, canonical: string, at: { person: Mark; day: Day; dayMark: Mark }): void {
    if (tools.justCount(daysApart === 0 ? 'C01' : 'C02')) return
    const params = {
      person: maskPersonnummer(canonical),
      date: formatDay(at.day),
      otherRecord: record,
      otherLine: tools.lineOf(record),
    }
    if (daysApart === 0) tools.found('C01', rule.person, { mark: at.person, shown: params.person }, { case: 'case', ...params })
    else tools.found('C02', rule.day, { mark: at.dayMark, day: at.day }, { ...params, days: daysApart })
  }

  return {
    ask({ record, values }) {
      const person = values.get(rule.person)
      const day = values.get(rule.day)
      if (!person?.identity || day?.day === undefined) return
      const { canonical } = person.identity
      const earlier = seen.put(packedPerson(canonical), day.day, record)
      if (earlier) report(earlier, canonical, { person: person.mark, day: day.day, dayMark: day.mark })
    },
    quickly(slotOf) {
      const [personSlot, daySlot] = [slotOf(rule.person, 'person'), slotOf(rule.day, 'day')]
      if (personSlot === undefined || daySlot === undefined) return undefined
      return {
        prepare(cases) {
          for (let i = 0; i < cases.count; i++) {
            cases.moveTo(i)
            seen.reach(cases.person(personSlot), cases.day(daySlot))
          }
        },
        ask(found) {
          const person = found.person(personSlot)
          const day = found.day(daySlot)
          if (person === 0 || day === NO_DAY) return true
          const earlier = seen.put(person, day, found.record)
          if (earlier)
            report(earlier, unpackedPerson(person), {
              person: found.markOf(personSlot),
              day,
              dayMark: found.markOf(daySlot),
            })
          return true
        },
      }
    },
  }
}
