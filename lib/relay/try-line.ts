import { isOpen } from '#lib/opening-hours.ts'
import { type Claim, claimTrial, hasTrial, type TrialTerms } from '#lib/submissions/claim-next.ts'
import { receiptToAsk } from '#lib/submissions/claim-polls.ts'
import { moveEpoch } from './keep-epoch.ts'
import type { LineRest } from './line.ts'
import type { Relay } from './relay.ts'
import { obstacleOf } from './send-capacity.ts'

/** So seldom a file of certain fate may try although many are unknown: else a few that the receiver cannot take rest it for ever. */
const REGARDLESS_EVERY = 30

/**
 * Tries a line that rests, when that is due: a question that sends no file, and when the receiver has answered it (or has none
 * to be asked) one file, if need be before its time. Only what it answers to a file opens the line; where no file waits the
 * answered question does. Returns how many files were begun.
 */
export async function tryLine(relay: Relay, begin: (claim: Claim) => void, signal: AbortSignal): Promise<number> {
  const { db, receiver, channel, line } = relay
  const now = performance.now()
  if (!line.isTryDue(now, receiver.limits.quietMs) || !isOpen(receiver.openingHours, new Date())) return 0
  if (await obstacleOf(relay, new Date())) return 0
  line.beginTry(receiver.pause, now)
  const presence = await channel.askPresence(await receiptOf(relay), signal)
  if (signal.aborted) return 0
  if (presence.kind !== 'none') line.recordQuestion(presence.kind === 'silent' ? presence.code : null, performance.now())
  const rest = line.rest()
  if (!rest || presence.kind === 'silent' || relay.epoch.known === null) return 0
  const { limits, channel: kind } = receiver
  const without = [...rest.passedOver]
  const claim = await claimTrial(
    { db },
    { channel: kind, leaseMs: limits.leaseMs, epoch: relay.epoch.known, without, ...termsOf(relay, rest) },
  )
  if (!claim) {
    if (presence.kind === 'answered' && !(await hasTrial({ db }, kind, without))) line.openWithoutFile(performance.now())
    return 0
  }
  if (!(await moveEpoch(relay))) return 0
  // Recording what a dead relay left sends nothing.
  if (claim.lost) line.tryNow(performance.now())
  begin(claim)
  return 1
}

/** Only where there is no list to ask for. */
async function receiptOf({ db, receiver }: Relay): Promise<{ kvittensId: string; orgnr: string } | null> {
  return receiver.deliveries || receiver.verdictPath === null ? null : await receiptToAsk({ db }, receiver.channel)
}

function termsOf({ receiver, line }: Relay, { tries, freshAt, isTold }: Readonly<LineRest>): TrialTerms {
  const alone = !line.isUnderWay()
  // What became unknown there waits for a person: each file that tries it while it hangs costs somebody a call.
  if (!receiver.dedupes) return { fresh: alone && performance.now() >= freshAt ? 'any' : 'none', othersFirst: true, alone }
  return { fresh: tries % REGARDLESS_EVERY === 0 ? 'any' : 'others', othersFirst: !isTold || tries % 2 === 0, alone }
}
