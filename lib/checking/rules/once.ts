import type { CaseRule } from '#lib/services/description.ts'
import { SeenKeys } from '../seen-keys.ts'
import type { CaseCheck, CaseTools } from './case.ts'

/** A key that may stand once in the file. */
export function once(rule: Extract<CaseRule, { rule: 'once' }>, tools: CaseTools): CaseCheck {
  const seen = new SeenKeys()
  return ({ record, values }) => {
    if (rule.unless && values.has(rule.unless)) return
    const parts: string[] = []
    for (const name of rule.key) {
      const value = values.get(name)
      if (!value) return
      parts.push(value.identity?.canonical ?? value.text)
    }
    const earlier = seen.put(parts.join('\u0000'), record)
    const at = values.get(rule.at)
    if (earlier === undefined || !at) return
    tools.found(rule.code, rule.at, at.mark, { case: 'key', otherRecord: earlier, otherLine: tools.lineOf(earlier) })
  }
}
