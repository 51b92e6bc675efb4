import { type Day, formatDay } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import type { DueCase, Report } from './report.ts'

/** Days: due today or within so many is soon. */
const SOON = LIMITS.soonDays
/** Cases listed of those late, and of those due soon; the rest are only counted. */
const LISTED = 100

type DatedCase = { record: number; mark: { line: number } }
/** Called only for cases that are listed. */
type Reference = () => string | undefined

/** Collects by which day the cases of a file must be in. */
export class Deadlines {
  private readonly today: Day
  private earliest: Day | null = null
  private next: Day | null = null
  private onNext = 0
  private late = 0
  private soon = 0
  private readonly listed: { late: DueCase[]; soon: DueCase[] } = { late: [], soon: [] }

  constructor(today: Day) {
    this.today = today
  }

  add(due: Day, of: DatedCase, referens: Reference): void {
    if (this.earliest === null || due < this.earliest) this.earliest = due
    if (due < this.today) {
      this.late++
      if (this.listed.late.length < LISTED) this.listed.late.push(listed(due, of, referens()))
      return
    }
    if (this.next === null || due < this.next) {
      this.next = due
      this.onNext = 0
    }
    if (due === this.next) this.onNext++
    if (due > this.today + SOON) return
    this.soon++
    if (this.listed.soon.length < LISTED) this.listed.soon.push(listed(due, of, referens()))
  }

  summary(): Pick<Report, 'deadlines' | 'due'> {
    const { earliest, late, soon, next, onNext, listed } = this
    const deadlines = { earliest: written(earliest), late, soon }
    if (earliest === null) return { deadlines }
    const cases = [...listed.late, ...listed.soon].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    return { deadlines, due: { next: written(next), onNext, cases } }
  }
}

function listed(due: Day, { record, mark }: DatedCase, referens: string | undefined): DueCase {
  return { date: formatDay(due), record, line: mark.line, ...(referens === undefined ? {} : { referens }) }
}

function written(day: Day | null): string | null {
  return day === null ? null : formatDay(day)
}
