// The syncer process. create-syncer.ts says what is in this folder.
import { syncerEnv } from '#lib/env.ts'
import { openLog } from '#lib/log.ts'
import { takeSocket } from '#lib/take-socket.ts'
import { createSyncer } from './create-syncer.ts'

const env = syncerEnv()
const log = openLog({ process: 'syncer', instance: env.INSTANCE, level: env.LOG_LEVEL })
const server = createSyncer({ dir: env.PAYLOAD_DIR, log })

try {
  await takeSocket(server, env.SYNC_SOCKET, () => stop('socket-lost'))
} catch (error) {
  log.fault('socket-failed', error)
  process.exit(1)
}
log.info('listening')

process.once('SIGTERM', stop)
process.once('SIGINT', stop)

/** Answers what has been asked, and exits. */
function stop(signal: string): void {
  log.info('stopping', { signal })
  server.close(() => process.exit(0))
}
