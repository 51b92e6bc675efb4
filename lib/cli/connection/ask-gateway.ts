import type { z } from 'zod'
import { exitOf } from '../command.ts'
import type { Translate } from '../messages.ts'
import { callGateway, type GatewayRequest } from './call-gateway.ts'
import type { ConnectionFault } from './connection-fault.ts'
import type { Connection } from './open-connection.ts'
import { parseAs, problemShape } from './shapes.ts'

/** `refused`: by the portal, with its sentence. `later`: it is busy, or something other than the portal answered. */
export type UnansweredQuestion =
  | { kind: 'refused' | 'later'; status: number; detail: string }
  | { kind: 'trouble'; trouble: ConnectionFault }

/** Asks once, and reads a 200 as `shape`. Members that it does not name are let through: newer portals say more. */
export async function askGateway<T>(
  connection: Connection,
  question: GatewayRequest,
  shape: z.ZodType<T>,
): Promise<{ kind: 'answered'; value: T } | UnansweredQuestion> {
  const answer = await callGateway(connection, question)
  if (answer.kind === 'trouble') return answer
  const { status, text } = answer
  const value = status === 200 ? parseAs(shape, text) : undefined
  if (value !== undefined) return { kind: 'answered', value }
  const problem = parseAs(problemShape, text)
  const isFinal = problem !== undefined && status < 500 && status !== 429
  return { kind: isFinal ? 'refused' : 'later', status, detail: problem?.detail ?? `HTTP ${status}` }
}

export function unansweredText(unanswered: UnansweredQuestion, say: Translate): string {
  switch (unanswered.kind) {
    case 'refused':
      return unanswered.detail
    case 'later':
      return say('laterWhy', { status: String(unanswered.status), detail: unanswered.detail })
    case 'trouble':
      return say(unanswered.trouble.key, { reason: unanswered.trouble.reason })
  }
}

/** A submission that is not there, or can no longer be withdrawn, needs a person; so does nothing that a later try may mend. */
export function unansweredExit(unanswered: UnansweredQuestion): number {
  if (unanswered.kind === 'later') return exitOf('unsent')
  if (unanswered.kind === 'trouble')
    return exitOf(unanswered.trouble.kind === 'untrusted' || unanswered.trouble.kind === 'not-let-in' ? 'refused' : 'unsent')
  if (unanswered.status === 404 || unanswered.status === 409) return exitOf('stopped')
  return exitOf(unanswered.status === 400 ? 'misuse' : 'refused')
}
