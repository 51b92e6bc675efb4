import { addFindings } from '#lib/checking/add-findings.ts'
import type { Finding, Report } from '#lib/checking/report.ts'

/** A slow answer holds nobody up: the server says the same once more when the file comes. */
const PATIENCE_MS = 3_000

/** Whose file it is, for the question to the server. `edge`: the identity as it is written at every edge. */
export type AskSentBeforeInput = { serviceId: string; edge: string }

/** The report with what the employer's history says of these bytes (F11). Only their digest leaves the computer. */
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
    // No network, no login any more: sending will say so, in words that fit.
    return []
  }
}
