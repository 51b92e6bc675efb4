import type { ConnectionFault } from '../connection/connection-fault.ts'
import { type HandInOutcome, leavesOpen } from '../connection/try-hand-in.ts'
import type { UsageError } from '../usage-error.ts'
import type { Agent, AgentBackoff } from './agent.ts'

const FIRST_MS = 2_000
const LONGEST_MS = 5 * 60_000
/** A failure that lasts is logged again this often. */
const LOG_AGAIN_MS = 60 * 60_000

type Cause = Extract<HandInOutcome, { kind: 'later' | 'refused' }> | { kind: 'trouble'; trouble: ConnectionFault } | UsageError

/** Sends nothing for a while: exponential backoff up to LONGEST_MS, without end. Logs the cause when it is new. */
export function backOffAgent(agent: Agent, cause: Cause): void {
  if (agent.signal.aborted) return
  const now = agent.clock.elapsed()
  const { text, exit, atLeastMs } = readCause(agent, cause)
  const last = agent.backoff
  const tries = (last?.tries ?? 0) + 1
  const isNew = last === undefined || last.text !== text || now - last.loggedAt >= LOG_AGAIN_MS
  agent.backoff = { until: now + Math.max(backoffMs(tries), atLeastMs), tries, text, exit, loggedAt: isNew ? now : last.loggedAt }
  if (isNew) agent.log(agent.messages.say('waits', { why: text }))
}

/** Exponential backoff for one entry. */
export function backOffEntry({ entryBackoffs, clock }: Agent, id: string): void {
  const tries = (entryBackoffs.get(id)?.tries ?? 0) + 1
  entryBackoffs.set(id, { at: clock.elapsed() + backoffMs(tries), tries })
}

/** With 20 % jitter, so that all agents do not come back at once after an outage. */
const backoffMs = (tries: number) => Math.min(FIRST_MS * 2 ** Math.min(tries, 20), LONGEST_MS) * (0.8 + 0.2 * Math.random())

function readCause({ messages: { say } }: Agent, cause: Cause): Pick<AgentBackoff, 'text' | 'exit'> & { atLeastMs: number } {
  if (cause instanceof Error) return { text: say(cause.key, cause.values), exit: 'misuse', atLeastMs: 0 }
  switch (cause.kind) {
    case 'trouble': {
      const { kind, key, reason } = cause.trouble
      const exit = kind === 'broken' ? 'unknown' : kind === 'unreached' ? 'unsent' : 'refused'
      return { text: say(key, { reason }), exit, atLeastMs: 0 }
    }
    case 'refused':
      return { text: cause.problem.detail, exit: 'refused', atLeastMs: 0 }
    case 'later': {
      const text = say('laterWhy', { status: String(cause.status), detail: cause.problem?.detail ?? '' }).trim()
      return { text, exit: leavesOpen(cause) ? 'unknown' : 'unsent', atLeastMs: cause.afterMs ?? 0 }
    }
  }
}
