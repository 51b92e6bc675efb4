// What a page's address chooses of the list of submissions; the page and the file of the list read it alike.
import { DAY_MS, instantOf, readDay } from '#lib/calendar.ts'
import type { SubmissionGroup } from './group-sql.ts'
import type { ListSubmissionsInput } from './list-submissions.ts'
import { isWireStatus } from './status.ts'

/** As it stands in the address. `lage`: a status word. `flik`: which part of the list. `foretag`: `alla` over all of the person's companies. */
export type SubmissionSearch = {
  sok: string
  tjanst: string
  lage: string
  fran: string
  till: string
  flik: string
  foretag: string
}
type SubmissionFilter = Pick<ListSubmissionsInput, 'search' | 'service' | 'status' | 'group' | 'from' | 'until'>

/** The words of the address for the parts of the list; all has none. */
export const TABS: Readonly<Record<string, SubmissionGroup>> = {
  'behover-dig': 'needs-person',
  'pa-vag': 'under-way',
  klara: 'done',
}

/** What the search chooses, days by the Swedish calendar; what cannot be read chooses nothing. */
export function submissionFilter({ sok, tjanst, lage, fran, till, flik }: SubmissionSearch): SubmissionFilter {
  const [first, last] = [readDay(fran), readDay(till)]
  return {
    search: sok,
    service: tjanst,
    status: isWireStatus(lage) ? lage : undefined,
    group: Object.hasOwn(TABS, flik) ? TABS[flik] : undefined,
    from: first && new Date(instantOf(first.getTime())),
    until: last && new Date(instantOf(last.getTime() + DAY_MS)),
  }
}
