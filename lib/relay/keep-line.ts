import { isOpen } from '#lib/opening-hours.ts'
import { bringForward } from '#lib/submissions/bring-forward.ts'
import { knownLine, type LineNote, noteLine } from '#lib/submissions/note-line.ts'
import { lineFaultOf } from '#lib/submissions/receiver-line.ts'
import type { KnownLine } from './line.ts'
import type { Relay } from './relay.ts'
import { obstacleOf } from './send-capacity.ts'

/** What changes with every file is written this seldom. */
const WRITE_MS = 3_000

/** What this relay last wrote of the line, and what all relays knew then. Times as in line.ts. */
export type NotedLine = {
  writtenAt: number
  note: Pick<LineNote, 'hours'> & { tried: number | null; answered: number | null; code: string | undefined }
  failing: { begunAt: number; code: string } | null
}

export const NOTHING_NOTED: NotedLine = {
  writtenAt: Number.NEGATIVE_INFINITY,
  note: { hours: [], tried: null, answered: null, code: undefined },
  failing: null,
}

/**
 * Judges the line, writes what this relay has seen of it, takes over what the others have, and tells the log when it changes.
 * What waits is brought forward before the table says that the line is open: a relay that dies between the two does it anew.
 */
export async function keepLine(relay: Relay): Promise<void> {
  const { line, receiver } = relay
  const wall = new Date()
  line.obstruct(await obstacleOf(relay, wall), performance.now())
  if (isOpen(receiver.openingHours, wall))
    line.judge({ afterMs: receiver.pause.afterMs, quietMs: receiver.limits.quietMs }, performance.now())
  else line.close()
  await bringForwardIfOpened(relay)
  const known = await exchangeKnowledge(relay)
  line.adopt(known, performance.now())
  tell(relay, known)
}

/** When a relay stops: the last file may have been taken since it was last written. */
export async function tellLast(relay: Relay): Promise<void> {
  relay.noted.writtenAt = Number.NEGATIVE_INFINITY
  await keepLine(relay).catch((error) => void relay.log.fault('line-failed', error))
}

async function bringForwardIfOpened({ db, line, log, receiver }: Relay): Promise<void> {
  if (!line.takeOpened()) return
  try {
    const count = await bringForward({ db }, receiver.channel)
    if (count > 0) log.info('brought-forward', { count })
  } catch (error) {
    line.putBackOpened()
    throw error
  }
}

async function exchangeKnowledge({ db, line, receiver, noted }: Relay): Promise<KnownLine> {
  const now = performance.now()
  const { accepted, answered, tried } = line.times()
  const failing = line.failing(now)
  const note: NotedLine['note'] = { hours: receiver.openingHours, tried, answered, code: failing?.code }
  const isFirstAnswer = answered !== null && (noted.note.answered === null || noted.failing !== null)
  const isNews =
    note.code !== noted.note.code || note.hours !== noted.note.hours || (isFirstAnswer && answered !== noted.note.answered)
  const isOld = tried !== noted.note.tried || answered !== noted.note.answered
  if (!isNews && !(isOld && now - noted.writtenAt >= WRITE_MS)) return await knownLine({ db }, receiver.channel)
  const age = (at: number | null) => (at === null ? null : now - at)
  const known = await noteLine({ db }, receiver.channel, {
    ...{ acceptedMs: age(accepted), answeredMs: age(answered), triedMs: age(tried), hours: note.hours },
    failing: failing && { forMs: now - failing.begunAt, code: failing.code },
  })
  Object.assign(noted, { writtenAt: now, note })
  return known
}

/** Once for each change, however many relays there are and however often each tries. */
function tell({ log, receiver, noted }: Relay, { failing }: KnownLine): void {
  const { channel } = receiver
  const now = performance.now()
  const before = noted.failing
  noted.failing = failing && { begunAt: now - failing.forMs, code: failing.code }
  if (failing && (!before || lineFaultOf(before.code) !== lineFaultOf(failing.code)))
    log.warn('line-resting', { channel, code: failing.code })
  if (!failing && before) log.warn('line-open', { channel, code: before.code, durationMs: Math.round(now - before.begunAt) })
}
