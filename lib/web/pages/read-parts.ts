// How the portal's processes and the receiver are: from beats, and from what relay noted of real sends.
import { cache } from 'react'
import { type LastBeat, type ProcessName, readBeats } from '#lib/beat.ts'
import type { Db } from '#lib/db.ts'
import { type WebEnv, webEnv } from '#lib/env.ts'
import { awaitAnswer, tryStore } from '#lib/probe.ts'
import { listStops, type StopNotice } from '#lib/submissions/planned-stops.ts'
import { type ReceiverLine, readReceiverLine, untriedLine, type WaitCause } from '#lib/submissions/receiver-line.ts'
import { readGate, type SendGate } from '#lib/submissions/send-gate.ts'
import { webDb } from './db.ts'

/** `dead`: instances that died beside living ones, and when the last of them was heard. Null since: nobody knows. */
export type PartState =
  | { kind: 'well'; dead: { count: number; of: number; since: Date } | null }
  | { kind: 'silent'; since: Date | null }
/** Details that the processes report with their beats; undefined when there is none. */
export type PartDetails = {
  /** Freshness of the revocation lists: up to date, past nextUpdate but within the grace time, or too old. */
  revocation: 'none' | 'fresh' | 'late' | 'stale' | undefined
  mail: 'on' | 'off' | undefined
}
type StoreEnv = Pick<WebEnv, 'PAYLOAD_DIR'> & Partial<Pick<WebEnv, 'SYNC_SOCKET'>>
export type Parts =
  | {
      kind: 'known'
      web: PartState
      relay: PartState
      gateway: PartState
      gate: SendGate
      details: PartDetails
      line: ReceiverLine
      stops: StopNotice[]
      /** A file can be stored. */
      stores: boolean
    }
  | { kind: 'database-away' }

/** Once per request. */
export const readParts = cache((): Promise<Parts> => findParts(webDb(), webEnv()))

/** `database-away` instead of an error, so that the page about disruptions works without it, and while it hangs. */
export async function findParts(db: Pick<Db, 'pool'>, env: StoreEnv): Promise<Parts> {
  return awaitAnswer(askParts(db, env)).catch(() => ({ kind: 'database-away' }))
}

/** By the database's clock. */
async function askParts(db: Pick<Db, 'pool'>, env: StoreEnv): Promise<Parts> {
  const now = new Date()
  const beats = await readBeats(db)
  const detail = (process: ProcessName) => beats.find((beat) => beat.process === process)?.detail ?? {}
  const relay = stateOfPart(beats, 'relay')
  const line = await readReceiverLine({ db, now })
  return {
    kind: 'known',
    web: stateOfPart(beats, 'web'),
    relay,
    gateway: stateOfPart(beats, 'gateway'),
    gate: await readGate(db, env.PAYLOAD_DIR),
    details: {
      revocation: oneOf(['none', 'fresh', 'late', 'stale'] as const, detail('gateway').revocation),
      mail: oneOf(['on', 'off'] as const, detail('relay').mail),
    },
    line: relay.kind === 'silent' ? untriedLine(line) : line,
    stops: await listStops({ db, now }, { soon: true }),
    stores: await canStore(env, now),
  }
}

/** Pages are asked for by anyone: the store is tried at most once in this time. */
const FRESH_MS = 1_000
let lastTry: { dir: string; at: Date; stores: Promise<boolean> } | undefined

function canStore(env: StoreEnv, now: Date): Promise<boolean> {
  const dir = env.PAYLOAD_DIR
  const isFresh = lastTry?.dir === dir && Math.abs(now.getTime() - lastTry.at.getTime()) < FRESH_MS
  if (lastTry && isFresh) return lastTry.stores
  const stores = tryStore(env).then(
    () => true,
    () => false,
  )
  lastTry = { dir, at: now, stores }
  return stores
}

/** Why what is handed in waits; undefined when it goes, or nobody knows of anything against it. */
export function causeOfWait(parts: Parts): WaitCause | undefined {
  if (parts.kind === 'database-away') return undefined
  const { gate, relay, line } = parts
  if (gate.kind === 'stopped') return { kind: 'stopped', why: gate.why }
  if (relay.kind === 'silent') return { kind: 'relay' }
  return line.kind === 'failing' || line.kind === 'closed' ? line : undefined
}

function stateOfPart(all: LastBeat[], process: ProcessName): PartState {
  const beats = all.filter((beat) => beat.process === process)
  const [lastDead] = beats.filter(({ isAlive }) => !isAlive)
  if (!beats.some(({ isAlive }) => isAlive)) return { kind: 'silent', since: lastDead?.at ?? null }
  const count = beats.filter(({ isAlive }) => !isAlive).length
  return { kind: 'well', dead: lastDead ? { count, of: beats.length, since: lastDead.at } : null }
}

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined => known.find((word) => word === value)
