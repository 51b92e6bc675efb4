import type { CaseRule } from '#lib/services/description.ts'
import type { CaseCheck, CaseTools } from './case.ts'
import { exactlyOne } from './exactly-one.ts'
import { once } from './once.ts'
import { samePerson } from './same-person.ts'
import { sickPay } from './sick-pay.ts'
import { withinMonth } from './within-month.ts'

/** What a rule of the description does to each case, with the memory it needs between cases. */
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
