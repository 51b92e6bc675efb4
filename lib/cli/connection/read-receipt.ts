import { callGateway } from './call-gateway.ts'
import type { ConnectionFault } from './connection-fault.ts'
import type { Connection } from './open-connection.ts'
import { type KvittensAnswer, kvittensShape, parseAs } from './shapes.ts'

/** `gone`: no such submission, or no longer. `later`: no answer that says anything. */
export type ReadReceipt =
  | { kind: 'receipt'; kvittens: KvittensAnswer }
  | { kind: 'gone' }
  | { kind: 'later' }
  | { kind: 'trouble'; trouble: ConnectionFault }

/** Where a submission is now. */
export async function readReceipt(line: Connection, reference: string, signal?: AbortSignal): Promise<ReadReceipt> {
  const answer = await callGateway(line, {
    method: 'GET',
    path: `/kvittenser/${encodeURIComponent(reference)}`,
    ...(signal && { signal }),
  })
  if (answer.kind === 'trouble') return answer
  if (answer.status === 404) return { kind: 'gone' }
  const kvittens = answer.status === 200 ? parseAs(kvittensShape, answer.text) : undefined
  return kvittens ? { kind: 'receipt', kvittens } : { kind: 'later' }
}
