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
  /** The path on disk. `name`: the file name that the gateway is given. */
  file: string
  name: string
  bytes: number
  sha256: string
  /** The idempotency key: the same for every try of the same file; none for a test run, which stores nothing. */
  key?: string
}

/**
 * `received`: stored at the portal, now or by an earlier try. `checked`: a test run, the file could be sent. `stopped`: the file
 * is refused, with `report` when the check found the reason. `changed`: the bytes are not those of `sha256`. `refused`: the
 * caller is refused. `later`: the portal is busy, or something other than the portal answered: try again with the same key.
 */
export type HandInOutcome =
  | { kind: 'received'; kvittens: KvittensAnswer }
  | { kind: 'checked'; report: ReportAnswer }
  | { kind: 'stopped'; status: number; problem: ProblemAnswer; report: ReportAnswer | undefined; text: string }
  | { kind: 'changed' }
  | { kind: 'refused'; status: number; problem: ProblemAnswer }
  | { kind: 'later'; status: number; problem: ProblemAnswer | undefined; afterMs: number | undefined }
  | { kind: 'trouble'; trouble: ConnectionFault }

/** Tries once to hand in the file. After a `broken` connection the outcome is unknown: a new try with the same key gets the lost answer. */
export async function tryHandIn(
  connection: Connection,
  parcel: HandInInput,
  { test, signal }: { test: boolean; signal?: AbortSignal },
): Promise<HandInOutcome> {
  const { file, name, bytes, sha256, key } = parcel
  if ((await stat(file)).size !== bytes) return { kind: 'changed' }
  const answer = await callGateway(connection, {
    method: 'PUT',
    path: `/filoverforing/${connection.service}/${encodeURIComponent(name)}${test ? '?test=1' : ''}`,
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
  // An answer that is no problem of the gateway's (a proxy's page) says nothing about the file; nor does a slow connection.
  if (!problem || status >= 500 || status === 429 || status === 408 || problem.case === 'too_slow')
    return { kind: 'later', status, problem, afterMs }
  if (status === 400 && (problem.case === 'digest' || problem.case === 'length')) return { kind: 'changed' }
  if ([400, 413, 415, 422].includes(status)) return { kind: 'stopped', status, problem, report: parseAs(reportShape, text), text }
  return { kind: 'refused', status, problem }
}

/** Whether the file may have been stored all the same: the line broke under the file, or the answer does not say whether it was stored: a 500, one of something else than the gateway, or its own word for it. */
export function leavesOpen(outcome: HandInOutcome): boolean {
  if (outcome.kind === 'trouble') return outcome.trouble.kind === 'broken'
  if (outcome.kind !== 'later') return false
  return outcome.status === 500 || outcome.problem === undefined || outcome.problem.case === 'commit_unknown'
}

function received(status: number, text: string, test: boolean): HandInOutcome {
  if (test) {
    const report = parseAs(reportShape, text)
    if (report) return { kind: 'checked', report }
  }
  const kvittens = test ? undefined : parseAs(kvittensShape, text)
  return kvittens ? { kind: 'received', kvittens } : { kind: 'later', status, problem: undefined, afterMs: undefined }
}
