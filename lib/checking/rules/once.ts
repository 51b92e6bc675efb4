import type { CaseRule } from '#lib/services/description.ts'
import type { Mark } from '../mark.ts'
import { SeenKeys } from '../seen-keys.ts'
import type { CaseCheck, CaseTools } from './case.ts'

/** A key that may occur once in the file. */
export function once(rule: Extract<CaseRule, { rule: 'once' }>, tools: CaseTools): CaseCheck {
  const seen = new SeenKeys()
  const utf8 = new TextEncoder()
  const key = rule.key.join(', ')

  function report(earlier: number, mark: Mark): void {
    if (tools.justCount(rule.code)) return
    tools.found(rule.code, rule.at, { mark }, { case: 'key', key, otherRecord: earlier, otherLine: tools.lineOf(earlier) })
  }

  return {
    ask({ record, values }) {
      if (rule.unless && values.has(rule.unless)) return
      const parts: string[] = []
      for (const name of rule.key) {
        const value = values.get(name)
        if (!value) return
        parts.push(value.identity?.canonical ?? value.text)
      }
      const bytes = utf8.encode(parts.join('\u0000'))
      seen.note({ bytes, from: 0, to: bytes.length }, record)
      const earlier = seen.earlierOf(record)
      const at = values.get(rule.at)
      if (earlier !== 0 && at) report(earlier, at.mark)
    },
    quickly(slotOf) {
      const slot = rule.key.length === 1 && !rule.unless && rule.at === rule.key[0] ? slotOf(rule.at, 'text') : undefined
      if (slot === undefined) return undefined
      return {
        prepare(cases) {
          for (let i = 0; i < cases.count; i++) {
            cases.moveTo(i)
            const text = cases.text(slot)
            if (text) seen.note(text, cases.record)
          }
          // A loop of its own: nothing but loads in it, so that more of them overlap.
          const first = cases.record - cases.count + 1
          for (let record = first; record <= cases.record; record++) seen.reach(record)
        },
        ask(found) {
          const earlier = found.text(slot) ? seen.earlierOf(found.record) : 0
          if (earlier !== 0) report(earlier, found.markOf(slot))
          return true
        },
      }
    },
  }
}
