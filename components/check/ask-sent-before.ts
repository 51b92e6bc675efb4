import { addFindings } from '#lib/checking/add-findings.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import { RULES } from '#lib/services/rules.ts'
import type { HashedCases } from './check-messages.ts'
import type { AskKeys } from './hash-cases.ts'

/** Longest wait for the answers: the server checks again when the file is sent. */
const PATIENCE_MS = 4_000

/** `edge`: the employer's identity as it is written in requests; `hash`: makes the questions about the file's cases. */
export type AskSentBeforeInput = {
  serviceId: string
  edge: string
  sha256: string
  hash: (keys: AskKeys) => Promise<HashedCases | undefined>
}

/** What the portal answers (lib/web/listener/ask-before-sending.ts). */
type Answer = {
  findings?: Finding[]
  nycklar?: AskKeys
  fall?: { count: number; first: { nth: number; reference: string; date: string }[] }
}

/**
 * Adds F11 to the report when the employer has sent these bytes before, and F13 when it has sent their cases in other files. What leaves
 * the computer: the file's digest, and a keyed hash of each case's person and day.
 */
export async function askSentBefore(report: Report, { serviceId, edge, sha256, hash }: AskSentBeforeInput): Promise<Report> {
  const question = { tjanst: serviceId, arbetsgivare: edge, sha256 }
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const { findings = [], nycklar } = await ask(question, signal)
  const known = addFindings(report, { findings, counts: { F11: findings.length } })
  const cases = nycklar && (await hash(nycklar))
  if (!cases) return known
  const { fall } = await ask({ ...question, fall: cases.hashes }, signal)
  if (!fall || fall.count === 0) return known
  const found = fall.first.flatMap(({ nth, reference, date }): Finding[] => {
    const place = cases.places[nth]
    return place ? [{ code: 'F13', severity: RULES.F13, ...place, params: { case: 'sent', reference, date } }] : []
  })
  return addFindings(known, { findings: found, counts: { F13: fall.count } })
}

async function ask(question: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  try {
    const answer = await fetch('/api/inlamningar/fraga', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(question),
      signal,
    })
    return answer.ok ? await answer.json() : {}
  } catch {
    // No network or no longer logged in: sending reports that.
    return {}
  }
}
