// The gateway in this process, over real TLS with the development certificates, met by the machine's own curl.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, openDb } from '#lib/db.ts'
import type { GatewayEnv } from '#lib/env.ts'
import { createGateway } from '#lib/gateway/create-gateway.ts'
import type { Gateway } from '#lib/gateway/gateway.ts'
import { describeGateway } from '#lib/gateway/openapi.ts'
import { ROOM } from '#lib/gateway/room.ts'
import { ROUTES } from '#lib/gateway/routes.ts'
import { openTrust } from '#lib/gateway/trust.ts'
import { noUploads } from '#lib/http/tus/uploader.ts'
import { UploadGate } from '#lib/intake/upload-gate.ts'
import { openLog } from '#lib/log.ts'
import { type Answered, curl } from './curl.ts'
import { answerChecker, type Document } from './gateway-answers.ts'
import { registerPem } from './pki/register-pem.ts'
import { makePki, type Pki } from './pki.ts'
import { storedOf } from './stored-of.ts'
import { type SubmissionsFixture, submissionsFixture } from './submissions-fixture.ts'

export type GatewayFixture = SubmissionsFixture & {
  parts: Gateway
  pki: Pki
  port: number
  server: Server
  gatewayDb: Db
  /**
   * curl with the first employer's certificate; `path` is added to the gateway's address. Every answer is held against the
   * description of the gateway, and one that is not as described throws.
   */
  call: (
    path: string,
    args?: readonly string[],
    more?: { cert?: string | null; input?: string | Uint8Array },
  ) => Promise<Answered>
  /** Until no upload runs any more. */
  settled: () => Promise<void>
  /** Everything that a refused upload must leave as it was. */
  stored: () => Promise<{ rows: number; audit: number; files: string[]; incoming: string[] }>
}

/** What the gateway is told, but for what belongs to a database. */
export function gatewayEnv(at: SubmissionsFixture, settings: Partial<GatewayEnv> = {}): GatewayEnv {
  return {
    DATABASE_URL: at.database.as('gateway'),
    PAYLOAD_DIR: at.dir,
    PAYLOAD_RECIPIENT: at.recipient,
    DELIVERY_IDENTITY: at.deliveryIdentityFile,
    MILJO: 'test',
    LOG_LEVEL: 'silent',
    INSTANCE: 'test',
    HISTORY_KEY: randomBytes(32).toString('hex'),
    UPLOAD_KEY: randomBytes(32).toString('hex'),
    MAX_BYTES: 20_000_000,
    GATEWAY_PORT: 0,
    HOST: '127.0.0.1',
    GATEWAY_CERT: '',
    GATEWAY_KEY: '',
    GATEWAY_CA: '',
    REVOCATION: 'hard',
    REVOCATION_GRACE_HOURS: 24,
    UPLOAD_IDLE_S: 60,
    UPLOAD_SLOWEST_BYTES_PER_S: 500,
    UPLOAD_LONGEST_S: 3600,
    ...settings,
  }
}

/** `given`: on the database and files of another fixture, which drops them itself. */
export async function gatewayFixture(settings: Partial<GatewayEnv> = {}, given?: SubmissionsFixture): Promise<GatewayFixture> {
  const at = given ?? (await submissionsFixture())
  const employers = [
    { orgnr: at.first.orgnr, name: 'Exempelbolaget AB' },
    { orgnr: at.second.orgnr, name: 'Provföretaget AB' },
  ]
  const pki = await makePki(join(at.dir, 'pki'), employers)
  const gatewayDb = openDb(at.database.as('gateway'))
  const env = gatewayEnv(at, settings)
  const parts: Gateway = {
    db: gatewayDb,
    env,
    log: openLog({ process: 'gateway', instance: 'test', level: 'silent' }),
    gate: new UploadGate(ROOM),
    uploads: noUploads(),
    testPersons: undefined,
    trust: openTrust({
      db: gatewayDb,
      ca: readFileSync(pki.ca),
      readLists: () => readFileSync(pki.crl),
      policy: { mode: env.REVOCATION, graceMs: env.REVOCATION_GRACE_HOURS * 3_600_000 },
    }),
  }
  await registerPem(at.owner, at.first.employerId, pki.employer(at.first.orgnr))
  await registerPem(at.owner, at.second.employerId, pki.employer(at.second.orgnr))
  const [cert, ca] = [readFileSync(pki.gateway), readFileSync(pki.ca)]
  const server = createGateway(parts, { cert, key: cert, ca })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const faultOf = answerChecker(describeGateway(ROUTES, { locale: 'sv', server: 'https://localhost' }) as Document)
  return {
    ...at,
    ...{ parts, pki, port, server, gatewayDb },
    async call(path, args = [], { cert: pem = pki.employer(at.first.orgnr), input } = {}) {
      const identity = pem === null ? [] : ['--cert', pem]
      const answer = await curl([...identity, '--cacert', pki.ca, ...args, `https://localhost:${port}${path}`], input)
      const file = path.endsWith('/') && args.includes('-T') ? `${path}file` : path
      const fault = answer.status === 0 ? undefined : faultOf({ ...answer, path: file })
      if (fault) throw new Error(`${answer.method} ${path}, ${answer.status}: ${fault}\n${answer.body}`)
      return answer
    },
    async settled() {
      while (parts.gate.count > 0) await sleep(10)
    },
    stored: () => storedOf(at),
    async drop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await gatewayDb.close()
      if (!given) await at.drop()
    },
  }
}
