// The process that machines meet.
import { readFileSync } from 'node:fs'
import { beat } from '#lib/beat.ts'
import { openDb } from '#lib/db.ts'
import { gatewayEnv } from '#lib/env.ts'
import { openLog } from '#lib/log.ts'
import { createGateway, type GatewayTls } from './create-gateway.ts'

const BEAT_MS = 10_000
const FINISH_MS = 10_000

const env = gatewayEnv()
const log = openLog({ process: 'gateway', instance: env.INSTANCE, level: env.LOG_LEVEL })
const db = openDb(env.DATABASE_URL)
const server = createGateway({ db, log }, readTls())

const tell = () => void beat(db, { process: 'gateway', instance: env.INSTANCE }).catch((error) => log.fault('no-beat', error))
server.listen(env.GATEWAY_PORT, env.HOST, () => {
  log.info('listening', { port: env.GATEWAY_PORT })
  tell()
})
const beating = setInterval(tell, BEAT_MS)

// New connections get what lies in the files now; what cannot be read changes nothing.
process.on('SIGHUP', () => {
  try {
    server.setSecureContext(readTls())
    log.info('reloaded')
  } catch (error) {
    log.fault('not-reloaded', error)
  }
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal))

function readTls(): GatewayTls {
  return {
    cert: readFileSync(env.GATEWAY_CERT),
    key: readFileSync(env.GATEWAY_KEY),
    ca: readFileSync(env.GATEWAY_CA),
    ...(env.GATEWAY_CRL && { crl: readFileSync(env.GATEWAY_CRL) }),
  }
}

function stop(signal: string): void {
  log.info('stopping', { signal })
  clearInterval(beating)
  setTimeout(() => server.closeAllConnections(), FINISH_MS).unref()
  server.close(() => void db.close().then(() => process.exit(0)))
  server.closeIdleConnections()
}
