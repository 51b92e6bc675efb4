// The gateway process. create-gateway.ts says what is in this folder.
import { readFileSync } from 'node:fs'
import { startBeats } from '#lib/beat.ts'
import { listState } from '#lib/certificates/judge-revocation.ts'
import { openDb } from '#lib/db.ts'
import { stopOnSignal } from '#lib/door/stop-on-signal.ts'
import { noUploads } from '#lib/door/tus/uploader.ts'
import { watchEnds } from '#lib/door/watch-ends.ts'
import { gatewayEnv } from '#lib/env.ts'
import { UploadGate } from '#lib/intake/upload-gate.ts'
import { openLog } from '#lib/log.ts'
import { databaseNeed, exitWithoutPort, listenForProbes, openProbe, tryStore } from '#lib/probe.ts'
import { loadTestPersons } from '#lib/services/test-persons.ts'
import { readAgeKeys } from '#lib/store/read-age-keys.ts'
import { isDistrusted } from '#lib/store/storage-faults.ts'
import { ownCertificateFault, readOwnCertificate } from '#lib/wire/own-certificate.ts'
import { certificateEnds } from './certificate-ends.ts'
import { createGateway, type GatewayTls, secureContext } from './create-gateway.ts'
import type { Gateway } from './gateway.ts'
import { ROOM } from './limits.ts'
import { openTrust, type Trust } from './trust.ts'

const env = gatewayEnv()
// Reads the key once, so that a missing one fails the start and not the first fetch.
if (env.DELIVERY_IDENTITY) readAgeKeys(env.DELIVERY_IDENTITY)
const log = openLog({ process: 'gateway', instance: env.INSTANCE, level: env.LOG_LEVEL })
const db = openDb(env.DATABASE_URL)
const gate = new UploadGate(ROOM)
const uploads = noUploads()
const gateway: Gateway = { db, env, log, gate, uploads, trust: readTrust(), testPersons: await loadTestPersons(env.MILJO) }
const server = createGateway(gateway, readTls())
let certificate = readOwnCertificate(env.GATEWAY_CERT, env.GATEWAY_KEY)
let ends = certificateEnds(readTls())

exitWithoutPort(server, env.GATEWAY_PORT, log)
server.listen(env.GATEWAY_PORT, env.HOST, () => {
  log.info('listening', { port: env.GATEWAY_PORT })
})
const stopBeats = startBeats({ db, process: 'gateway', instance: env.INSTANCE, log }, async () => {
  const { revocation, policy } = gateway.trust
  return {
    uploads: gate.count,
    revocation: listState(await revocation.listsFreshUntil(), policy, new Date()),
    certificates: ends,
    store: isDistrusted(env.PAYLOAD_DIR) ? 'distrusted' : 'trusted',
  }
})

// SIGHUP: reads certificates and authorities again for new connections. When one cannot be read, nothing changes.
process.on('SIGHUP', () => {
  try {
    const [context, trust] = [secureContext(readTls()), readTrust()]
    certificate = readOwnCertificate(env.GATEWAY_CERT, env.GATEWAY_KEY)
    server.setSecureContext(context)
    ends = certificateEnds(readTls())
    gateway.trust = trust
    log.info('reloaded')
  } catch (error) {
    log.fault('not-reloaded', error)
  }
})
listenForProbes(
  env,
  openProbe({
    needs: [databaseNeed(db), { name: 'payloads', ask: () => tryStore(env) }, { name: 'certificate', ask: requireCertificate }],
    isStopping: () => gate.isClosed,
    log,
  }),
  log,
)
const stopWatch = watchEnds(server, { url: env.DATABASE_URL, log })
stopOnSignal(gateway, server, async () => void (await Promise.all([stopBeats(), stopWatch()])))

async function requireCertificate(): Promise<void> {
  const fault = ownCertificateFault(certificate, new Date())
  if (fault) throw new Error(fault)
}

function readTls(): GatewayTls {
  return {
    cert: readFileSync(env.GATEWAY_CERT),
    key: readFileSync(env.GATEWAY_KEY),
    ca: readFileSync(env.GATEWAY_CA),
  }
}

function readTrust(): Trust {
  const { GATEWAY_CA, GATEWAY_CRL: lists, REVOCATION: mode, REVOCATION_GRACE_HOURS: hours } = env
  return openTrust({
    db,
    ca: readFileSync(GATEWAY_CA),
    readLists: () => (lists ? readFileSync(lists) : undefined),
    policy: { mode, graceMs: hours * 3_600_000 },
  })
}
