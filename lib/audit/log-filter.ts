import { DAY_MS, instantOf, readDay } from '#lib/calendar.ts'
import { LOG_KINDS, type LogFilter, type LogKind } from './read-log.ts'

/** As it stands in the address of the log: `vem`, `slag`, `fran`, `till`. */
export type LogSearch = { vem: string; slag: string; fran: string; till: string }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const GROUPS = ['staff', 'machines', 'portal'] as const

/** What the search chooses; what cannot be read chooses nothing. */
export function logFilter({ vem, slag, fran, till }: LogSearch): LogFilter {
  const [first, last] = [readDay(fran), readDay(till)]
  return {
    who: UUID.test(vem) ? { person: vem } : GROUPS.find((group) => group === vem),
    kind: Object.hasOwn(LOG_KINDS, slag) ? (slag as LogKind) : undefined,
    from: first && new Date(instantOf(first.getTime())),
    until: last && new Date(instantOf(last.getTime() + DAY_MS)),
  }
}
