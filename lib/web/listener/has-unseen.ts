import type { Report } from '#lib/checking/report.ts'
import { NEEDS_HISTORY } from '#lib/services/rules.ts'

/**
 * `X-Sedda` names the remarks that the person has seen (`D06, F11`). Whoever sends it, empty or not, wants to see what only
 * the server can know before the file is handed in; a script that leaves it out hands in at once. Bytes that get their first
 * receipt once more are no question: nothing is sent.
 */
export function hasUnseen({ counts, findings }: Report, seen: string | undefined): boolean {
  if (seen === undefined) return false
  const codes = seen.split(',').map((code) => code.trim())
  if (findings.some(({ code, params }) => code === 'F11' && params.case === 'repeat')) return false
  return NEEDS_HISTORY.some((code) => (counts[code] ?? 0) > 0 && !codes.includes(code))
}
