import { type Day, formatDay, monthsBefore } from '#lib/calendar.ts'
import type { CaseRule } from '#lib/services/description.ts'
import type { Mark } from '../mark.ts'
import type { QuickCheck } from '../quick/quick-case.ts'
import type { Case, CaseCheck, CaseTools, PlacedValue } from './case.ts'

type SickPay = Extract<CaseRule, { rule: 'sick-pay' }>
type PlacedDay = { day: Day; mark: Mark }
type CasePlace = { record: number; mark: Mark }
type Period = { from: Day; to: Day; start: PlacedValue; end: PlacedValue }

/** The day a notice is due, and D05–D10 (Lagen (1991:1047) om sjuklön, 7 § and 12 §). */
export function sickPay(rule: SickPay, tools: CaseTools): CaseCheck {
  const longAgo = monthsBefore(tools.today, rule.oldMonths)

  /** `counted`: days of sick pay in earlier periods; undefined where those have a fault. */
  function judge(first: PlacedDay, counted: number | undefined, ended: PlacedDay | undefined, found: CasePlace): void {
    const date = first.day
    if (date < longAgo && !tools.justCount('D10'))
      tools.found('D10', rule.firstDay, first, { date: formatDay(date), months: rule.oldMonths })
    if (counted === undefined) return
    const last = Math.max(date, date + rule.days - 1 - counted)
    if (ended && ended.day <= last) {
      tools.found('D09', rule.ended, ended, { ended: formatDay(ended.day), last: formatDay(last) })
      return
    }
    tools.due(last + rule.dueDays, found)
    if (tools.today <= last) {
      if (tools.justCount('D05')) return
      tools.found('D05', rule.firstDay, first, { last: formatDay(last), from: formatDay(last + 1) })
    } else if (tools.today > last + rule.dueDays && date >= longAgo) {
      // One finding a value: an old case (D10) is always late too.
      if (tools.justCount('D06')) return
      tools.found('D06', rule.firstDay, first, { last: formatDay(last), due: formatDay(last + rule.dueDays) })
    }
  }

  return {
    ask(found) {
      const counted = countedDays(found, rule, tools)
      const first = known(found.values.get(rule.firstDay))
      if (first) judge(first, counted, known(found.values.get(rule.ended)), found)
    },
    quickly(slotOf) {
      const [firstSlot, endedSlot] = [slotOf(rule.firstDay, 'day'), slotOf(rule.ended, 'day')]
      if (firstSlot === undefined || endedSlot === undefined) return undefined
      const ask: QuickCheck['ask'] = (found) => {
        if (found.hasParts) return false
        const first = found.dated(firstSlot)
        if (first) judge(first, 0, found.dated(endedSlot), found)
        return true
      }
      return { ask }
    },
  }
}

function known(value: PlacedValue | undefined): PlacedDay | undefined {
  return value?.day === undefined ? undefined : { day: value.day, mark: value.mark }
}

/** Days of the earlier periods that count towards the sick-pay period; undefined when one of them has a fault. */
function countedDays(found: Case, rule: SickPay, tools: CaseTools): number | undefined {
  const inner = found.inner.filter(({ name }) => name === rule.earlier.part)
  const periods = inner.flatMap(({ values }) => periodOf(values, rule) ?? [])
  const first = found.values.get(rule.firstDay)?.day
  const sorted = periods.toSorted((a, b) => a.from - b.from)
  const sound = sorted.filter((period, i) => isSound(period, { before: sorted[i - 1], first }, { rule, tools }))
  if (first === undefined || sound.length < inner.length) return undefined
  return chainedDays(sound, first, { rule, tools })
}

function periodOf(values: Map<string, PlacedValue>, { earlier }: SickPay): Period | undefined {
  const start = values.get(earlier.from)
  const end = values.get(earlier.to)
  if (start?.day === undefined || end?.day === undefined) return undefined
  return { from: start.day, to: end.day, start, end }
}

type Neighbours = { before: Period | undefined; first: Day | undefined }
type RuleContext = { rule: SickPay; tools: CaseTools }

/** D07, at most once a period. */
function isSound({ from, to, start, end }: Period, { before, first }: Neighbours, { rule, tools }: RuleContext): boolean {
  const days = { from: formatDay(from), to: formatDay(to) }
  if (to < from) {
    tools.found('D07', rule.earlier.to, end, { case: 'order', ...days })
    return false
  }
  if (first !== undefined && to >= first) {
    const params = { case: from > first ? 'after' : 'firstDay', ...days, first: formatDay(first) }
    tools.found('D07', rule.earlier.to, end, params)
    return false
  }
  if (!before || before.to < from) return true
  const other = { otherFrom: formatDay(before.from), otherTo: formatDay(before.to) }
  tools.found('D07', rule.earlier.from, start, { case: 'shared', ...days, ...other })
  return false
}

/** From the latest period backwards: each must have ended at most `gapDays` before the next began (D08). */
function chainedDays(sorted: Period[], first: Day, { rule, tools }: RuleContext): number {
  let next = first
  let counted = 0
  let unbroken = true
  for (const { from, to, end } of sorted.toReversed()) {
    if (to + rule.gapDays < next) {
      unbroken = false
      tools.found('D08', rule.earlier.to, end, { ended: formatDay(to), next: formatDay(next), gap: rule.gapDays })
    }
    if (unbroken) counted += to - from + 1
    next = from
  }
  return counted
}
