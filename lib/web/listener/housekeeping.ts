// The web process's background work: its beat, and removal of abandoned files, uploads, reports and mail codes. Not here: login delays (lib/keeper).
import { forgetSpentStates } from '#lib/access/spend-state.ts'
import { purgeMailCodes } from '#lib/access/verify-mail.ts'
import { startBeats } from '#lib/beat.ts'
import { forgetSpeakers } from '#lib/db.ts'
import { purgeKeptReports } from '#lib/intake/kept-reports.ts'
import { sweepUploads } from '#lib/intake/sweep-uploads.ts'
import type { Log } from '#lib/log.ts'
import { ABANDONED_AFTER_MS } from '#lib/store/list-abandoned.ts'
import { isDistrusted } from '#lib/store/storage-faults.ts'
import { sweepPartials } from '#lib/store/sweep-partials.ts'
import type { Web } from './web.ts'

const SWEEP_MS = 10 * 60_000

/** Starts at once; the returned function stops it. A failure is logged and tried again at the next interval. */
export function startHousekeeping(web: Web): () => Promise<void> {
  const { db, env, gate, log } = web
  const stopBeats = startBeats({ db, process: 'web', instance: env.INSTANCE, log }, async () => ({
    uploads: gate.count,
    store: isDistrusted(env.PAYLOAD_DIR) ? 'distrusted' : 'trusted',
  }))
  const stopSweeping = every(SWEEP_MS, () => sweep(web), log)
  return () => {
    stopSweeping()
    return stopBeats()
  }
}

/** Removes unfinished files (after ABANDONED_AFTER_MS), what has spoken, ended uploads, expired reports and delays. */
async function sweep({ db, env, log }: Web): Promise<void> {
  const age = { olderThanMs: ABANDONED_AFTER_MS, now: new Date() }
  const count = await sweepPartials(env.PAYLOAD_DIR, age)
  if (count > 0) log.warn('swept', { count })
  await sweepUploads({ db, now: age.now }, env.PAYLOAD_DIR)
  await purgeKeptReports({ db })
  await forgetSpeakers({ db })
  await forgetSpentStates({ db })
  await purgeMailCodes({ db, now: age.now })
}

function every(ms: number, work: () => Promise<void>, log: Log): () => void {
  const run = () => {
    work().catch((error) => log.fault('tending-failed', error))
  }
  run()
  const timer = setInterval(run, ms)
  return () => clearInterval(timer)
}
