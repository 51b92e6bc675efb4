import type { Day } from '#lib/calendar.ts'
import type { Identity } from '#lib/identifiers.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'
import type { Params } from '../findings.ts'

/** A value in the right form, for rules about whole cases. */
export type Value = { text: string; day?: Day; identity?: Identity }

/** What a value is read against, and where its findings go. */
export type Reading = {
  today: Day
  now: Date
  /** How dates are written: with hyphens in XML, without in fixed positions. */
  written: 'xml' | 'fixed'
  production: boolean
  testPersons: TestPersons | undefined
  found(code: RuleCode, params: Params): void
}
