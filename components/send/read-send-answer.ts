import type { Finding, Report } from '#lib/checking/report.ts'
import type { SendOutcome } from './send-file.ts'

/** The server's answer to an upload: its own JSON, a problem (RFC 9457), or something that came between us. */
export function readSendAnswer(status: number, text: string): SendOutcome {
  const answer = parse(text)
  if (status === 200 || status === 201) {
    const reference = answer?.referens
    if (typeof reference !== 'string') return { kind: 'unreadable', status }
    return { kind: 'received', reference, repeat: answer?.dubblett === true }
  }
  if (status === 401) return { kind: 'signed-out' }
  // The page computed what it declared: bytes that differ were changed on disk, too soon after for the browser to refuse them.
  if (answer?.case === 'digest' || answer?.case === 'length') return { kind: 'changed' }
  if (typeof answer?.detail !== 'string') return { kind: 'unreadable', status }
  return {
    kind: 'refused',
    status,
    detail: answer.detail,
    ...(typeof answer.case === 'string' ? { reason: answer.case } : {}),
    ...(typeof answer.id === 'string' ? { id: answer.id } : {}),
    ...(Array.isArray(answer.findings) ? { report: reportOf(answer) } : {}),
  }
}

/** Whether the file may have been handed in by a try that ended so. `allSent`: its last byte had left the browser. */
export function mayHaveArrived(outcome: SendOutcome, allSent: boolean): boolean {
  switch (outcome.kind) {
    case 'network':
    case 'cancelled':
      return allSent
    case 'unreadable':
      return outcome.status >= 500
    case 'refused':
      return outcome.reason === 'commit_unknown' || outcome.status === 500
    case 'received':
    case 'signed-out':
    case 'changed':
      return false
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** A report inside a problem has the command line's shape; what the page needs and it lacks is counted here. */
function reportOf(answer: Record<string, unknown>): Report {
  const findings = answer.findings as Finding[]
  const counts: Record<string, number> = {}
  for (const finding of findings) counts[finding.code] = (counts[finding.code] ?? 0) + 1
  return { employers: [], counts, ...answer, findings } as unknown as Report
}
