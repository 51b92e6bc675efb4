import type { RuleCode } from '#lib/services/rules.ts'

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
