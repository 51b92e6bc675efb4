import type { CaseRule } from '#lib/services/description.ts'
import type { Mark } from '../mark.ts'
import { SeenKeys } from '../seen-keys.ts'
import type { CaseCheck, CaseTools } from './case.ts'

/** A key that may stand once in the file. */
export function once(rule: Extract<CaseRule, { rule: 'once' }>, tools: CaseTools): CaseCheck {
  const seen = new SeenKeys()

  function report(earlier: { record: number; line: number }, mark: Mark): void {
    tools.found(rule.code, rule.at, mark, { case: 'key', otherRecord: earlier.record, otherLine: earlier.line })
  }

  return {
    ask({ record, mark, values }) {
      if (rule.unless && values.has(rule.unless)) return
      const parts: string[] = []
      for (const name of rule.key) {
        const value = values.get(name)
        if (!value) return
        parts.push(value.identity?.canonical ?? value.text)
      }
      const earlier = seen.put(parts.join('\u0000'), record, mark.line)
      const at = values.get(rule.at)
      if (earlier && at) report(earlier, at.mark)
    },
    quickly(slotOf) {
      const slot = rule.key.length === 1 && !rule.unless && rule.at === rule.key[0] ? slotOf(rule.at, 'text') : undefined
      if (slot === undefined) return undefined
      return (found) => {
        const text = found.text(slot)
        if (!text) return true
        const earlier = seen.putBytes(text, found.record, found.mark.line)
        if (earlier) report(earlier, found.markOf(slot))
        return true
      }
    },
  }
}
