// The converter process. create-converter.ts says what is in this folder.
import { converterEnv } from '#lib/env.ts'
import { openLog } from '#lib/log.ts'
import { takeSocket } from '#lib/take-socket.ts'
import { createConverter } from './create-converter.ts'

const env = converterEnv()
const log = openLog({ process: 'converter', instance: env.INSTANCE, level: env.LOG_LEVEL })
const server = createConverter({ log })

try {
  await takeSocket(server, env.CONVERT_SOCKET, () => stop('socket-lost'))
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
