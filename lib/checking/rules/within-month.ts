import { formatDay } from '#lib/calendar.ts'
import type { CaseRule } from '#lib/services/description.ts'
import type { CaseCheck, CaseTools } from './case.ts'

export function withinMonth(rule: Extract<CaseRule, { rule: 'within-month' }>, tools: CaseTools): CaseCheck {
  const ask: CaseCheck['ask'] = ({ values }) => {
    const day = values.get(rule.day)
    const month = values.get(rule.month)
    if (day?.day === undefined || month?.day === undefined) return
    const date = formatDay(day.day)
    const period = formatDay(month.day).slice(0, 7)
    if (date.startsWith(period)) return
    tools.found(rule.code, rule.day, day.mark, { case: 'period', date, period })
  }
  return { ask }
}
