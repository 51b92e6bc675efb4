import type { Severity } from '#lib/checking/report.ts'
import type { Say } from './speaker.ts'

type Told = {
  code: string
  severity: Severity
  at: { line: number; column: number }
  referens?: string | undefined
  text: string
}

/** One finding as compilers write theirs, so that editors and people find the place. */
export function findingLine(file: string, { at, code, severity, referens, text }: Told, say: Say): string {
  const reference = referens === undefined ? '' : ` ${say('reference', { reference: referens })}`
  return `${file}:${at.line}:${at.column} ${code} ${severity} ${text}${reference}`
}
