import { type LastBeat, readBeats } from '#lib/beat.ts'
import { stockholmTime } from '#lib/calendar.ts'
import { AppError } from '#lib/errors.ts'
import { readMailState } from '#lib/notices/mail-state.ts'
import type { OperatorCondition } from '#lib/notices/tell-operator.ts'
import { areKeysThere } from '#lib/store/payload-keys.ts'
import { type DiskRoom, readRoom } from '#lib/store/require-room.ts'
import { isStoreThere } from '#lib/store/store.ts'
import { findStrangeKeys } from '#lib/submissions/make-payload-keys.ts'
import { readConcerns } from '#lib/submissions/read-concerns.ts'
import { readReceiverLine } from '#lib/submissions/receiver-line.ts'
import { readGate, type SendGate } from '#lib/submissions/send-gate.ts'
import type { Relay } from '../relay.ts'
import type { OperatorWatch } from './watch-operation.ts'

const MINUTE_MS = 60_000
/** A line that rests for less is not told of. */
const LINE_GRACE_MS = 2 * MINUTE_MS
/** A relay that is started anew is silent for less. */
const SILENT_MS = 2 * MINUTE_MS
const DUE_MINUTES = 15
const MAIL_GRACE_MS = 15 * MINUTE_MS
const RECENT_HOURS = 24
/** So many addresses refused in a day may be our own fault. */
const MANY_REFUSED = 3

export type OperatorReport = {
  conditions: OperatorCondition[]
  isOver: (told: { kind: OperatorCondition['kind']; subject: string; since: Date }) => boolean
  /** No mail has got through for MAIL_GRACE_MS. */
  mailFailingSince: Date | null
}

/** What an operator should know now, as this relay sees it, by the database's clock. Reads only. */
export async function findConditions(
  { db, payloads, keys, receiver, name }: Relay,
  operator: OperatorWatch,
): Promise<OperatorReport> {
  const { channel } = receiver
  const now = await clockOf(db)
  const line = await readReceiverLine({ db, now }, channel)
  const { isThere, gate, room } = await readStore(db, payloads.dir)
  const haveKeys = await areKeysThere(keys)
  const lost = haveKeys ? await findStrangeKeys({ db }, keys) : []
  const concerns = await readConcerns({ db }, { channel, dueMinutes: DUE_MINUTES, recentHours: RECENT_HOURS })
  const mail = await readMailState({ db })
  const beats = await readBeats(db)

  const maySend = (line.kind === 'working' || line.kind === 'quiet') && gate?.kind === 'open'
  if (!maySend) operator.openSince = null
  else operator.openSince ??= performance.now()
  const isOpenLong = operator.openSince !== null && performance.now() - operator.openSince >= operator.queueGraceMs
  const isSilent = ({ at }: LastBeat) => now.getTime() - at.getTime() >= SILENT_MS
  const silent = beats.filter((beat) => beat.process === 'relay' && beat.instance !== name && isSilent(beat))
  const distrusted = beats.filter(({ detail, isAlive }) => isAlive && detail.store === 'distrusted')
  const isBlind = beats.some(({ process, isAlive, detail }) => process === 'keeper' && isAlive && detail.broker !== undefined)
  const from = operator.relaysSilentFrom
  const isFailing = mail.failingSince !== null && now.getTime() - mail.failingSince.getTime() >= MAIL_GRACE_MS

  const conditions: (OperatorCondition | false | null)[] = [
    line.kind === 'failing' &&
      now.getTime() - line.since.getTime() >= LINE_GRACE_MS && {
        kind: 'line',
        subject: channel,
        since: line.since,
        params: { fault: line.fault },
      },
    !isThere && { kind: 'store-away', subject: 'store', since: now, params: {} },
    !haveKeys && { kind: 'keys-away', subject: 'keys', since: now, params: {} },
    ...lost.map((month) => ({ kind: 'key-missing', subject: month, since: now, params: { month } }) as const),
    room &&
      room.free < operator.lowTimes * room.floor && { kind: 'disk', subject: 'store', since: now, params: { free: room.free } },
    gate?.kind === 'stopped' && { kind: gate.why, subject: 'sending', since: gate.since ?? now, params: {} },
    maySend &&
      isOpenLong &&
      concerns.overdue && {
        kind: 'queue',
        subject: channel,
        since: concerns.overdue.oldest,
        params: { count: concerns.overdue.count },
      },
    concerns.disputed && {
      kind: 'dispute',
      subject: channel,
      since: concerns.disputed.newest,
      newest: concerns.disputed.newest,
      params: { count: concerns.disputed.count },
    },
    concerns.contradicted && {
      kind: 'contradicted',
      subject: channel,
      since: concerns.contradicted.newest,
      newest: concerns.contradicted.newest,
      params: { count: concerns.contradicted.count },
    },
    from && { kind: 'relay-was-silent', subject: from.toISOString(), since: from, params: {} },
    isFailing && mail.failingSince && { kind: 'mail', subject: 'mail', since: mail.failingSince, params: {} },
    mail.refused >= MANY_REFUSED && {
      kind: 'refused',
      subject: stockholmTime(now).slice(0, 10),
      since: now,
      params: { count: mail.refused },
    },
    isBlind && { kind: 'broker-keys', subject: 'broker', since: now, params: {} },
    ...silent.map(({ instance, at }) => ({ kind: 'relay-silent', subject: instance, since: at, params: { instance } }) as const),
    ...distrusted.map(
      ({ process, instance }) =>
        ({ kind: 'store-distrusted', subject: `${process} ${instance}`, since: now, params: { process, instance } }) as const,
    ),
  ]
  return {
    conditions: conditions.filter((condition) => condition !== false && condition !== null),
    mailFailingSince: isFailing ? mail.failingSince : null,
    isOver({ kind, subject, since }) {
      if (kind === 'line') return line.kind === 'working' || line.kind === 'quiet'
      if (kind === 'queue') return maySend && concerns.overdue === null
      if (kind === 'disk' || kind === 'restored' || kind === 'held') return isThere
      if (kind === 'key-missing') return haveKeys
      if (kind === 'relay-silent') return isHeard(beats, 'relay', subject)
      if (kind === 'store-distrusted') return isHeard(beats, ...splitOnce(subject))
      if (kind === 'broker-keys') return beats.some(({ process, isAlive }) => process === 'keeper' && isAlive)
      if (kind === 'mail') return mail.lastSentAt !== null && mail.lastSentAt > since
      return true
    },
  }
}

type StoreState = { isThere: true; gate: SendGate; room: DiskRoom } | { isThere: false; gate: null; room: null }

/** A store that cannot be read is as good as away: of sending and room nothing is known then. */
async function readStore(db: Relay['db'], dir: string): Promise<StoreState> {
  const away = { isThere: false, gate: null, room: null } as const
  if (!(await isStoreThere(dir))) return away
  try {
    return { isThere: true, gate: await readGate(db, dir), room: await readRoom(dir) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return away
    throw error
  }
}

/** Before a relay's own first beat: since when none has been heard; null when one has lately, or the last ones stopped in order. */
export async function readSilence({ pool }: Pick<Relay['db'], 'pool'>): Promise<Date | null> {
  const { rows } = await pool.query<{ at: Date }>(
    `SELECT max(at) AS at FROM process_beat WHERE process = 'relay' HAVING max(at) <= clock_timestamp() - make_interval(secs => $1)`,
    [SILENT_MS / 1000],
  )
  return rows[0]?.at ?? null
}

async function clockOf(db: Relay['db']): Promise<Date> {
  const { rows } = await db.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return rows[0]?.now ?? new Date()
}

/** One that is gone for good is not said to be back. */
const isHeard = (beats: readonly LastBeat[], process: string, instance: string): boolean =>
  beats.some((beat) => beat.process === process && beat.instance === instance && beat.isAlive)

function splitOnce(subject: string): [string, string] {
  const at = subject.indexOf(' ')
  return [subject.slice(0, at), subject.slice(at + 1)]
}
