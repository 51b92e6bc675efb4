import { addFindings } from '#lib/checking/add-findings.ts'
import type { Finding, Report } from '#lib/checking/report.ts'

/** Longest wait for the answer: the server checks again when the file is sent. */
const PATIENCE_MS = 3_000

/** `edge`: the employer's identity as it is written in requests. */
export type AskSentBeforeInput = { serviceId: string; edge: string }

/** Adds F11 to the report when the employer has sent these bytes before. Only their digest leaves the computer. */
export async function askSentBefore(report: Report, sha256: string, { serviceId, edge }: AskSentBeforeInput): Promise<Report> {
  const findings = await ask({ tjanst: serviceId, arbetsgivare: edge, sha256 })
  return addFindings(report, { findings, counts: { F11: findings.length } })
}

async function ask(question: Record<string, string>): Promise<Finding[]> {
  try {
    const answer = await fetch('/api/inlamningar/fraga', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (!answer.ok) return []
    const { findings }: { findings?: Finding[] } = await answer.json()
    return findings ?? []
  } catch {
    // No network or no longer logged in: sending reports that.
    return []
  }
}
