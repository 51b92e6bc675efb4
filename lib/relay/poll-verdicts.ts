import { claimPolls, endPolls, type Poll } from '#lib/submissions/claim-polls.ts'
import { recordVerdict } from '#lib/submissions/record-verdict.ts'
import type { Relay } from './relay.ts'

/** Verdicts asked for at once: sending comes first. */
const AT_ONCE = 2

/** Asks for the verdicts that are due, a few at a time; returns how many were asked for. None while the line rests; where the receiver gives none, what waits for one ends. */
export async function pollVerdictsDue(relay: Relay, signal: AbortSignal): Promise<number> {
  const { db, receiver, channel, line } = relay
  const { channel: kind, verdictPath, polling } = receiver
  if (verdictPath === null) return await endPolls({ db }, kind)
  if (line.rest() || channel.obstacle(new Date())) return 0
  const polls = await claimPolls({ db }, { channel: kind, limit: AT_ONCE, ...polling })
  await Promise.all(polls.map((poll) => pollVerdict(relay, poll, signal)))
  return polls.length
}

async function pollVerdict(relay: Relay, poll: Poll, signal: AbortSignal): Promise<void> {
  const asked = await relay.channel.askVerdict(poll, signal)
  const { submissionId } = poll
  if (asked.kind === 'verdict' || !asked.fault)
    relay.line.recordQuestion(asked.kind === 'none' ? asked.code : null, performance.now())
  if (asked.kind === 'none') return relay.log.warn('no-verdict', { submissionId, code: asked.code })
  const isNew = await recordVerdict(relay, { poll, verdict: asked.verdict, relay: relay.name })
  if (isNew) relay.log.info('verdict', { submissionId, code: asked.verdict.word })
}
