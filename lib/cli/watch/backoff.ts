import type { ConnectionFault } from '../connection/connection-fault.ts'
import type { HandInOutcome } from '../connection/try-hand-in.ts'
import type { UsageError } from '../usage-error.ts'
import type { Agent, Backoff } from './agent.ts'

const FIRST_MS = 2_000
const LONGEST_MS = 5 * 60_000
/** How often a trouble that lasts is told again. */
const SAY_AGAIN_MS = 60 * 60_000

type Cause = Extract<HandInOutcome, { kind: 'later' | 'refused' }> | { kind: 'trouble'; trouble: ConnectionFault } | UsageError

/** Nothing goes out for a while: twice as long each time, at most five minutes, for as many days as it takes. */
export function backOffAgent(agent: Agent, cause: Cause): void {
  if (agent.signal.aborted) return
  const now = agent.clock.now().getTime()
  const { text, exit, atLeastMs } = read(agent, cause)
  const last = agent.pause
  const tries = (last?.tries ?? 0) + 1
  const isNews = last === undefined || last.text !== text || now - last.saidAt >= SAY_AGAIN_MS
  agent.pause = { until: now + Math.max(backoffMs(tries), atLeastMs), tries, text, exit, saidAt: isNews ? now : last.saidAt }
  if (isNews) agent.log(agent.speech.say('waits', { why: text }))
}

/** One entry is left alone for a while. */
export function backOffEntry({ paces, clock }: Agent, id: string): void {
  const tries = (paces.get(id)?.tries ?? 0) + 1
  paces.set(id, { at: clock.now().getTime() + backoffMs(tries), tries })
}

/** Spread a little, so that all the agents of a portal that was away do not come back at once. */
const backoffMs = (tries: number) => Math.min(FIRST_MS * 2 ** Math.min(tries, 20), LONGEST_MS) * (0.8 + 0.2 * Math.random())

function read({ speech: { say } }: Agent, cause: Cause): Pick<Backoff, 'text' | 'exit'> & { atLeastMs: number } {
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
      return { text, exit: 'unsent', atLeastMs: cause.afterMs ?? 0 }
    }
  }
}
