import { stockholmDay } from '#lib/calendar.ts'
import type { CheckOptions } from '#lib/checking/check.ts'
import type { Params } from '#lib/checking/findings.ts'
import type { Place } from '#lib/checking/report.ts'
import { readValue } from '#lib/checking/values/read-value.ts'
import { describedFields } from '#lib/services/described-fields.ts'
import { FIXED, type FieldType, type FileFormat } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'

export type ValueFault = { code: RuleCode; params: Params }

/** What is wrong with them can be told without the rest of the file. */
const TOLD_ALONE: readonly FieldType['kind'][] = ['date', 'month', 'clock', 'identity']

type ValueInput = { format: FileFormat; at: Place; text: string }

/**
 * What is wrong with a text that is to stand where a finding is, when it is a date, a time or an identity: by the check's own reading
 * (lib/checking/values). Undefined for what is right, for other kinds, and for tables, which take dates in many forms.
 */
export function faultOfValue({ format, at, text }: ValueInput, options: CheckOptions): ValueFault | undefined {
  if (format !== 'xml' && format !== FIXED) return undefined
  const fields = [...describedFields(options.service).values()].flatMap(({ field }) => (field.name === at.field ? [field] : []))
  if (fields.length === 0 || fields.some(({ type }) => !TOLD_ALONE.includes(type.kind))) return undefined
  const faults = fields.map((field): ValueFault | undefined => {
    let fault: ValueFault | undefined
    const value = readValue(field, text, {
      today: stockholmDay(options.now),
      now: options.now,
      written: format === 'xml' ? 'xml' : 'fixed',
      production: options.environment === 'produktion',
      testPersons: options.testPersons,
      found: (code, params) => {
        fault ??= { code, params }
      },
    })
    return value ? undefined : fault
  })
  // Parts may have fields of one name: it is wrong where it is so in all.
  return faults.every(Boolean) ? faults[0] : undefined
}
