import type { CaseRule } from '#lib/services/description.ts'
import type { CaseCheck, CaseTools } from './case.ts'

/** Exactly one of the fields that belong to a choice, and none that belongs to another. */
export function exactlyOne(rule: Extract<CaseRule, { rule: 'exactly-one' }>, tools: CaseTools): CaseCheck {
  const ask: CaseCheck['ask'] = ({ mark, values, present }) => {
    const by = values.get(rule.by)
    const mine = by && rule.choices[by.text]
    if (!by || !mine) return
    const there = mine.filter((name) => present.has(name))
    const foreign = Object.values(rule.choices)
      .flat()
      .filter((name) => !mine.includes(name) && present.has(name))
    const params = { choice: by.text, allowed: mine.join(', ') }
    if (there.length === 0) tools.found(rule.code, mine[0] as string, mark, { case: 'noneOf', ...params })
    if (there.length > 1) tools.found(rule.code, there[1] as string, mark, { case: 'severalOf', ...params })
    for (const name of foreign) tools.found(rule.code, name, mark, { case: 'otherChoice', found: name, ...params })
  }
  return { ask }
}
