import type { Finding } from './report.ts'

const BY_NAME: ReadonlySet<unknown> = new Set(['unknown', 'unknownAttribute', 'value'])

/**
 * What mends a fault that every case has. `replace`: find and replace, for a name or a value that is the same in all; `once`: where
 * the file is made, for what is missing or stands in the wrong place.
 */
export function cureOf({ code, params }: Pick<Finding, 'code' | 'params'>): 'replace' | 'once' {
  if (code === 'F06') return BY_NAME.has(params.case) ? 'replace' : 'once'
  return code === 'D01' || code === 'I01' || params.case === 'missing' ? 'once' : 'replace'
}
