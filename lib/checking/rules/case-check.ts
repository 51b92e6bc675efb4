import { formatDay } from '#lib/calendar.ts'
import type { CaseRule } from '#lib/services/description.ts'
import type { CaseCheck, CaseTools } from './case.ts'
import { once } from './once.ts'
import { samePerson } from './same-person.ts'
import { sickPay } from './sick-pay.ts'

/** The check that a rule of the description makes of each case, with its own memory between cases. */
export function caseCheck(rule: CaseRule, tools: CaseTools): CaseCheck {
  switch (rule.rule) {
    case 'sick-pay':
      return sickPay(rule, tools)
    case 'same-person':
      return samePerson(rule, tools)
    case 'once':
      return once(rule, tools)
    case 'exactly-one':
      return exactlyOne(rule, tools)
    case 'within-month':
      return withinMonth(rule, tools)
  }
}

/** Exactly one of the fields of the choice that was made, and none of another choice's. */
function exactlyOne(rule: Extract<CaseRule, { rule: 'exactly-one' }>, tools: CaseTools): CaseCheck {
  const ask: CaseCheck['ask'] = ({ mark, values, present }) => {
    const by = values.get(rule.by)
    const mine = by && rule.choices[by.text]
    if (!by || !mine) return
    const there = mine.filter((name) => present.has(name))
    const foreign = Object.values(rule.choices)
      .flat()
      .filter((name) => !mine.includes(name) && present.has(name))
    const params = { choice: by.text, allowed: mine.join(', ') }
    if (there.length === 0) tools.found(rule.code, mine[0] as string, { mark }, { case: 'noneOf', ...params })
    if (there.length > 1) tools.found(rule.code, there[1] as string, { mark }, { case: 'severalOf', ...params })
    for (const name of foreign) tools.found(rule.code, name, { mark }, { case: 'otherChoice', found: name, ...params })
  }
  return { ask }
}

function withinMonth(rule: Extract<CaseRule, { rule: 'within-month' }>, tools: CaseTools): CaseCheck {
  const ask: CaseCheck['ask'] = ({ values }) => {
    const day = values.get(rule.day)
    const month = values.get(rule.month)
    if (day?.day === undefined || month?.day === undefined) return
    const date = formatDay(day.day)
    const period = formatDay(month.day).slice(0, 7)
    if (date.startsWith(period)) return
    tools.found(rule.code, rule.day, day, { case: 'period', date, period })
  }
  return { ask }
}
