import { callGateway } from './call-gateway.ts'
import type { ConnectionFault } from './connection-fault.ts'
import type { Connection } from './open-connection.ts'
import { type KvittensAnswer, kvittensShape, parseAs } from './shapes.ts'

/** `gone`: there is no such submission (404). `later`: an answer that is neither a receipt nor a 404. */
export type ReadReceipt =
  | { kind: 'receipt'; kvittens: KvittensAnswer }
  | { kind: 'gone' }
  | { kind: 'later' }
  | { kind: 'trouble'; trouble: ConnectionFault }

/** Asks for the submission's receipt as it is now. */
export async function readReceipt(connection: Connection, reference: string, signal?: AbortSignal): Promise<ReadReceipt> {
  const answer = await callGateway(connection, {
    method: 'GET',
    path: `/kvittenser/${encodeURIComponent(reference)}`,
    ...(signal && { signal }),
  })
  if (answer.kind === 'trouble') return answer
  if (answer.status === 404) return { kind: 'gone' }
  const kvittens = answer.status === 200 ? parseAs(kvittensShape, answer.text) : undefined
  return kvittens ? { kind: 'receipt', kvittens } : { kind: 'later' }
}
