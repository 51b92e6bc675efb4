import { type Day, formatDay } from '#lib/calendar.ts'
import type { FieldType } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { ReportedValues } from '../findings.ts'
import { shownValue } from './shown-value.ts'
import type { Reading } from './value.ts'

type FormAsked = Pick<Reading, 'written' | 'today'> & { code: RuleCode }

/** What stands in a field and, where a form is asked, what should. */
export function valuesOf(type: FieldType, text: string, asked?: FormAsked): ReportedValues {
  const found = shownValue(type, text)
  const expected = asked && expectedValue(type, asked)
  return { ...(found !== undefined && { found }), ...(expected !== undefined && { expected }) }
}

/** A day as the file writes it, or what is shown of another value. */
export function placedValue(
  written: Reading['written'],
  { day, shown }: { day?: Day | undefined; shown?: string | undefined },
): ReportedValues {
  if (day === undefined) return shown === undefined ? {} : { found: shown }
  return { found: written === 'xml' ? formatDay(day) : formatDay(day).replaceAll('-', '') }
}

/** What should stand there instead, where that can be told: a form (`YYYY-MM-DD`), a limit (`≤ 2026-12-01`) or the allowed values. */
function expectedValue(type: FieldType, { code, written, today }: FormAsked): string | undefined {
  const isXml = written === 'xml'
  if (code === 'D03') return `≤ ${formatDay(today)}`
  switch (type.kind) {
    case 'date':
      if (code === 'D04' && type.earliest) return `≥ ${type.earliest.day}`
      return isXml ? 'YYYY-MM-DD' : 'YYYYMMDD'
    case 'month':
      return 'YYYYMM'
    case 'clock':
      return isXml ? 'YYYY-MM-DDThh:mm:ss' : 'YYYYMMDDhhmmss'
    case 'choice':
      return code === 'F06' ? type.values.join(', ') : undefined
    case 'digits':
      return type.min === type.max ? 'N'.repeat(type.max) : `${'N'.repeat(type.min)}–${'N'.repeat(type.max)}`
    case 'number':
      return `${type.min}–${type.max}`
    case 'identity':
      if (code !== 'I01' && code !== 'I02') return undefined
      return type.onlyTwelveDigits || type.of === 'person' ? 'YYYYMMDDNNNN' : 'NNNNNNNNNN'
    case 'text':
    case 'email':
    case 'count':
      return undefined
  }
}
