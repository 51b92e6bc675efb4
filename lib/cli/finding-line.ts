import type { Severity } from '#lib/checking/report.ts'
import type { Translate } from './messages.ts'

type PrintableFinding = {
  code: string
  severity: Severity
  at: { line: number; column: number }
  referens?: string | undefined
  text: string
}

/** One finding as compilers write theirs, so that editors and people find the place. */
export function formatFinding(file: string, { at, code, severity, referens, text }: PrintableFinding, say: Translate): string {
  const reference = referens === undefined ? '' : ` ${say('reference', { reference: referens })}`
  return `${file}:${at.line}:${at.column} ${code} ${severity} ${text}${reference}`
}
