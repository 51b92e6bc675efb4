// What relay knows of the rehearsal agency while the browser tests run.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReceiverFile } from '#lib/relay/receiver.ts'
import { readHere } from './place.ts'

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
  pause: { firstMs: 1_000, maxMs: 1_500 },
  polling: { firstMs: 500, maxMs: 1_000 },
}

/** Tells the running relay whether the other side drops a repeated message id. */
export function setDedupes(dedupes: boolean): void {
  const { settings, pids } = readHere()
  const file = join(settings.dir, 'agency.json')
  const receiver = JSON.parse(readFileSync(file, 'utf8')) as ReceiverFile
  writeFileSync(file, JSON.stringify({ ...receiver, dedupes }, null, 2))
  process.kill(pids.relay, 'SIGHUP')
}
