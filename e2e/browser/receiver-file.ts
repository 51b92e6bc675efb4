// What relay knows of the rehearsal agency while the browser tests run.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReceiverFile } from '#lib/wire/receiver.ts'
import { readEnvironment } from './place.ts'

/** As in production but in seconds, so that a test can wait for what else takes minutes. */
export const IMPATIENT: Pick<ReceiverFile, 'limits' | 'retry' | 'pause' | 'polling'> = {
  limits: {
    connectMs: 3_000,
    continueMs: 500,
    headersMs: 1_500,
    bodyMs: 4_000,
    totalMs: 15_000,
    leaseMs: 10_000,
    stopMs: 3_000,
  },
  retry: { firstMs: 1_500, maxMs: 3_000 },
  pause: { firstMs: 300, maxMs: 600 },
  polling: { firstMs: 500, maxMs: 1_000 },
}

/** Changes what the running relay knows of the other side, and waits until it does. */
export async function tellRelay(change: Partial<ReceiverFile>): Promise<void> {
  const { settings, pids } = readEnvironment()
  const file = join(settings.dir, 'agency.json')
  const receiver = JSON.parse(readFileSync(file, 'utf8')) as ReceiverFile
  writeFileSync(file, JSON.stringify({ ...receiver, ...change }, null, 2))
  const heard = timesReloaded()
  process.kill(pids.relay, 'SIGHUP')
  while (timesReloaded() === heard) await sleep(50)
}

/** The other side is closed while `work` runs: what is handed in stays in the queue. */
export async function whileClosed<T>(work: () => Promise<T>): Promise<T> {
  const weekday = new Date().getUTCDay() || 7
  await tellRelay({ openingHours: [{ days: [((weekday + 2) % 7) + 1], from: '00:00', to: '00:01' }] })
  try {
    return await work()
  } finally {
    await tellRelay({ openingHours: [] })
  }
}

const timesReloaded = (): number =>
  readFileSync(join(readEnvironment().settings.dir, 'logs/relay.log'), 'utf8').split('"msg":"reloaded"').length
