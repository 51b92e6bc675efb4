import { stat } from 'node:fs/promises'
import { callGateway } from './call-gateway.ts'
import type { ConnectionFault } from './connection-fault.ts'
import type { Connection } from './open-connection.ts'
import {
  type KvittensAnswer,
  kvittensShape,
  type ProblemAnswer,
  parseAs,
  problemShape,
  type ReportAnswer,
  reportShape,
} from './shapes.ts'

export type HandInInput = {
  /** Where the bytes lie, and the name they go under. */
  file: string
  name: string
  bytes: number
  sha256: string
  /** The same for every try of the same errand; none for a test run, which stores nothing. */
  key?: string
}

/**
 * `received`: durable at the portal, now or before. `checked`: a test run, could be sent. `stopped`: not received as it is,
 * `report` when the check says why. `changed`: the bytes are not those that were named. `refused`: the caller, not the file.
 * `later`: the portal cannot right now, or something other than the portal answered: ask again with the same key.
 */
export type HandInOutcome =
  | { kind: 'received'; kvittens: KvittensAnswer }
  | { kind: 'checked'; report: ReportAnswer }
  | { kind: 'stopped'; status: number; problem: ProblemAnswer; report: ReportAnswer | undefined; text: string }
  | { kind: 'changed' }
  | { kind: 'refused'; status: number; problem: ProblemAnswer }
  | { kind: 'later'; status: number; problem: ProblemAnswer | undefined; afterMs: number | undefined }
  | { kind: 'trouble'; trouble: ConnectionFault }

/** One try. The outcome of a `broken` trouble is not known: the same key gets the answer that was lost. */
export async function tryHandIn(
  line: Connection,
  parcel: HandInInput,
  { test, signal }: { test: boolean; signal?: AbortSignal },
): Promise<HandInOutcome> {
  const { file, name, bytes, sha256, key } = parcel
  if ((await stat(file)).size !== bytes) return { kind: 'changed' }
  const answer = await callGateway(line, {
    method: 'PUT',
    path: `/filoverforing/${line.service}/${encodeURIComponent(name)}${test ? '?test=1' : ''}`,
    headers: {
      'Content-Type': 'application/octet-stream',
      'X-Sha256': sha256,
      ...(key !== undefined && { 'Idempotency-Key': key }),
    },
    body: { file, bytes },
    ...(signal && { signal }),
  })
  if (answer.kind === 'trouble') return answer
  const { status, text, retryAfterMs: afterMs } = answer
  if (status === 200 || status === 202) return received(status, text, test)
  const problem = parseAs(problemShape, text)
  // Whatever answers without the gateway's words (a proxy, a page) decides nothing about the file.
  // A line that stood still says nothing about it either.
  if (!problem || status >= 500 || status === 429 || status === 408 || problem.case === 'too_slow')
    return { kind: 'later', status, problem, afterMs }
  if (status === 400 && (problem.case === 'digest' || problem.case === 'length')) return { kind: 'changed' }
  if ([400, 413, 415, 422].includes(status)) return { kind: 'stopped', status, problem, report: parseAs(reportShape, text), text }
  return { kind: 'refused', status, problem }
}

function received(status: number, text: string, test: boolean): HandInOutcome {
  if (test) {
    const report = parseAs(reportShape, text)
    if (report) return { kind: 'checked', report }
  }
  const kvittens = test ? undefined : parseAs(kvittensShape, text)
  return kvittens ? { kind: 'received', kvittens } : { kind: 'later', status, problem: undefined, afterMs: undefined }
}
