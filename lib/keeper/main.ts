// The keeper process. create-keeper.ts says what is in this folder.
import { startBeats } from '#lib/beat.ts'
import { openDb } from '#lib/db.ts'
import { keeperEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { openLog } from '#lib/log.ts'
import { databaseNeed, listenForProbes, openProbe } from '#lib/probe.ts'
import { readAgeKeys } from '#lib/store/read-age-keys.ts'
import { takeSocket } from '#lib/take-socket.ts'
import { openBrokerFile } from './broker-file.ts'
import { createKeeper } from './create-keeper.ts'
import { startKeeping } from './housekeeping.ts'

/** How long operations that run may take when the process is told to end. */
const FINISH_MS = 10_000

const env = keeperEnv()
const log = openLog({ process: 'keeper', instance: env.INSTANCE, level: env.LOG_LEVEL })
const db = openDb(env.DATABASE_URL)
const broker = openBrokerFile(env.OIDC_JWKS_FILE, log)
const keeper = { db, env, log, broker }
const server = createKeeper(keeper)
// A missing key fails the start and not the first fetch. Passwords and passkeys do without the broker's.
if (env.DELIVERY_IDENTITY) readAgeKeys(env.DELIVERY_IDENTITY)
try {
  broker.read()
} catch (error) {
  if (!(error instanceof AppError)) throw error
}
let isStopping = false

try {
  await takeSocket(server, env.KEEPER_SOCKET, () => void stop('socket-lost'))
} catch (error) {
  log.fault('socket-failed', error)
  process.exit(1)
}
log.info('listening')
const stopBeats = startBeats({ db, process: 'keeper', instance: env.INSTANCE, log }, async () => ({
  // Missing: nothing is wrong.
  broker: broker.lastingFault(),
}))
const stopKeeping = startKeeping(keeper)
listenForProbes(env, openProbe({ needs: [databaseNeed(db)], isStopping: () => isStopping, log }), log)

process.once('SIGTERM', (signal) => void stop(signal))
process.once('SIGINT', (signal) => void stop(signal))

/** Takes no more questions, answers those that have come, and exits. */
async function stop(signal: string): Promise<void> {
  isStopping = true
  log.info('stopping', { signal })
  stopKeeping()
  const stopped = stopBeats()
  setTimeout(() => process.exit(0), FINISH_MS).unref()
  await new Promise((resolve) => server.close(resolve))
  await stopped
  await db.close()
  process.exit(0)
}
