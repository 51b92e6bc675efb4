import type { RuleCode } from '#lib/services/rules.ts'
import type { ReportedValues } from './findings.ts'
import type { Finding } from './report.ts'

/** Cases of F04 and F06 whose `found` is the name of what is not there. */
const ABSENT: ReadonlySet<unknown> = new Set([
  'missing',
  'missingAttribute',
  'missingRecord',
  'missingStart',
  'missingEnd',
  'noneOf',
])

/** What stands at the place of a finding and what should, as every report gives them; absent where there is nothing to tell. */
export function reportedValues({ found, expected, params }: Finding): ReportedValues {
  const stands = found ?? (ABSENT.has(params.case) ? undefined : (params.found ?? lengthIn(params)))
  const should =
    expected ?? (ABSENT.has(params.case) ? params.found : undefined) ?? params.expected ?? params.order ?? params.allowed
  return { ...(stands !== undefined && { found: String(stands) }), ...(should !== undefined && { expected: String(should) }) }
}

/** Of a record that is too long or too short. */
function lengthIn({ case: kind, length }: Finding['params']): string | number | undefined {
  return kind === 'tooLong' || kind === 'tooShort' ? length : undefined
}

const OF_ONE_VALUE: ReadonlySet<string> = new Set<RuleCode>([
  'T01',
  'T02',
  'T03',
  'T04',
  'I02',
  'I03',
  'I04',
  'I05',
  'I06',
  'I07',
  'I08',
  'D02',
  'F08',
  'F14',
])

/** Whether a rule is about one value, so that its sentence ends with what stands there. */
export function tellsValue(code: string): boolean {
  return OF_ONE_VALUE.has(code)
}
