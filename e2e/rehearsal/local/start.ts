// Starts the whole of Kvittens on one machine: `npm run local`, the browser tests and the benches use it.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareStore } from '#lib/store/store.ts'
import { migrate } from '../../../prisma/migrate.ts'
import { makePayloadKeysAt } from '../../fixtures/payload-keys.ts'
import { asRole, setRolePasswords } from '../../fixtures/test-database.ts'
import { rehearsalReceiver } from '../agency/receiver.ts'
import { type Person, SEEDED_EMPLOYERS, seedPeople } from '../people.ts'
import { makePki, type Pki } from '../pki.ts'
import { isFree } from '../ports.ts'
import { startPostgres } from '../postgres.ts'
import { seedCertificates } from '../seed-certificates.ts'
import { type PartDescription, type PartProcess, startChild } from './children.ts'
import { writeSamples } from './samples.ts'
import { makeSecrets, type Secrets } from './secrets.ts'
import type { Settings } from './settings.ts'

export type Running = {
  settings: Settings
  databaseUrl: string
  people: Person[]
  pki: Pki
  /** pid of a part, to kill it with. */
  pid: (part: string) => number | undefined
  stop: () => Promise<void>
}
/** `pages: false` leaves the portal out, and so needs no build. `env` is added to the portal's environment. */
type Options = { say?: (line: string) => void; env?: Record<string, string>; pages?: boolean }

const READY_WITHIN_MS = 90_000
const GIVES_UP_AFTER = 5

/** Empties the local environment's folder. */
export function reset({ dir }: Settings): void {
  rmSync(dir, { recursive: true, force: true })
}

/** Starts all parts and waits until the portal says that all is well. */
export async function startEverything(
  settings: Settings,
  { say = () => {}, env = {}, pages = true }: Options = {},
): Promise<Running> {
  const { dir, ports } = settings
  mkdirSync(dir, { recursive: true })
  say('Postgres …')
  const postgres = settings.databaseUrl
    ? undefined
    : await startPostgres({ dir: join(dir, 'postgres'), port: ports.postgres, database: 'kvittens' })
  const databaseUrl = settings.databaseUrl ?? postgres?.url ?? ''
  const children: PartProcess[] = []
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()))
    await postgres?.stop()
  }
  try {
    await migrate(databaseUrl)
    await setRolePasswords(databaseUrl)
    const secrets = await makeSecrets(dir)
    const peopleFile = join(dir, 'people.json')
    const people = await seedPeople(databaseUrl, { personKey: secrets.personKey, file: peopleFile })
    const pki = await makePki(join(dir, 'pki'), SEEDED_EMPLOYERS)
    await seedCertificates(databaseUrl, pki)
    const receiverFile = writeReceiver(settings, pki)
    // The local store lies beside its database: it is never away.
    const payloadDir = join(dir, 'payloads')
    await prepareStore(payloadDir)
    mkdirSync(join(dir, 'keeper'), { recursive: true, mode: 0o700 })
    await makePayloadKeysAt(asRole(databaseUrl, 'relay'), join(dir, 'payload-keys'))
    // What `npm run admin` works with, where nothing else is said.
    const forAdmin = {
      DATABASE_URL: asRole(databaseUrl, 'relay'),
      PAYLOAD_DIR: payloadDir,
      ADMIN_DATABASE_URL: asRole(databaseUrl, 'admin'),
      PERSON_KEY: secrets.personKey,
    }
    const adminEnv = Object.entries(forAdmin).map(([name, value]) => `${name}='${value}'\n`)
    writeFileSync(join(dir, 'admin.env'), adminEnv.join(''), { mode: 0o600 })
    await writeSamples(dir, new Date())
    const all = describeParts({ settings, databaseUrl, secrets, pki, peopleFile, receiverFile, env })
    const parts = pages ? all : all.filter(({ name }) => name !== 'web')
    const onDeath = (name: string, how: string) => say(`${name} died (${how}); starting it again`)
    for (const part of parts) children.push(startChild(part, { logDir: join(dir, 'logs'), onDeath }))
    say('Portal, relay, gateway, rehearsal agency, login broker …')
    await waitUntilWell(settings, children)
    const pid = (name: string) => children.find((child) => child.name === name)?.pid
    return { settings, databaseUrl, people, pki, pid, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The typed file about FK: here the rehearsal agency. Kept when it is there, so that it can be edited, but for its port. */
function writeReceiver({ dir, ports }: Settings, pki: Pki): string {
  const file = join(dir, 'agency.json')
  const fresh = rehearsalReceiver({ agencyPort: ports.agency, pkiDir: pki.dir })
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {}
  writeFileSync(file, `${JSON.stringify({ ...fresh, ...kept, baseAddress: fresh.baseAddress }, null, 2)}\n`)
  return file
}

type Ground = {
  settings: Settings
  databaseUrl: string
  secrets: Secrets
  pki: Pki
  peopleFile: string
  receiverFile: string
  env: Record<string, string>
}

function describeParts({ settings, databaseUrl, secrets, pki, peopleFile, receiverFile, env }: Ground): PartDescription[] {
  const { dir, ports, publicUrl } = settings
  const common = (role: 'web' | 'gateway' | 'relay' | 'keeper') => ({
    DATABASE_URL: asRole(databaseUrl, role),
    PAYLOAD_DIR: join(dir, 'payloads'),
    MILJO: 'test',
    INSTANCE: `local-${role}`,
  })
  const jwksFile = join(dir, 'broker-jwks.json')
  const atBroker = { OIDC_ISSUER: `http://localhost:${ports.broker}`, OIDC_CLIENT_ID: 'kvittens' }
  const broker = {
    BROKER_PORT: String(ports.broker),
    BROKER_PEOPLE: peopleFile,
    BROKER_CLIENT_KEY: secrets.oidcPublicFile,
    BROKER_JWKS_FILE: jwksFile,
    PUBLIC_URL: publicUrl,
  }
  const agency = {
    AGENCY_PORT: String(ports.agency),
    AGENCY_CONTROL_PORT: String(ports.agencyControl),
    AGENCY_DIR: join(dir, 'agency'),
    AGENCY_CERT: pki.agency,
    AGENCY_CA: pki.ca,
    AGENCY_CRL: pki.crl,
  }
  const socketOf = (name: string) => join(dir, name, 'socket')
  const [KEEPER_SOCKET, SYNC_SOCKET, CONVERT_SOCKET] = [socketOf('keeper'), socketOf('syncer'), socketOf('converter')]
  const keeper = {
    ...common('keeper'),
    ...{ KEEPER_SOCKET, PERSON_KEY: secrets.personKey, PUBLIC_URL: publicUrl, PASSWORD_LOGIN: 'on' },
    ...{ ...atBroker, OIDC_JWKS_FILE: jwksFile },
    DELIVERY_IDENTITY: secrets.deliveryIdentityFile,
  }
  const web = {
    ...common('web'),
    KEEPER_SOCKET,
    PORT: String(ports.portal),
    PUBLIC_URL: publicUrl,
    GATEWAY_URL: `https://localhost:${ports.gateway}`,
    WEBHOOK_RECIPIENT: secrets.webhookRecipient,
    ...{ SYNC_SOCKET, CONVERT_SOCKET, HISTORY_KEY: secrets.historyKey, UPLOAD_KEY: secrets.uploadKey },
    SESSION_SECRET: secrets.sessionSecret,
    ...atBroker,
    OIDC_CLIENT_KEY: secrets.oidcKeyFile,
    ...{ PASSWORD_LOGIN: 'on', UNDO_S: '5' },
    ...{ GATEWAY_CA: pki.ca, GATEWAY_CRL: pki.crl },
    TEST_PEOPLE: peopleFile,
    WEBHOOK_ALLOW: 'loopback',
    SECURITY_CONTACT: 'mailto:sakerhet@localhost.test',
    ...env,
  }
  const gateway = {
    ...common('gateway'),
    GATEWAY_PORT: String(ports.gateway),
    DELIVERY_IDENTITY: secrets.deliveryIdentityFile,
    ...{ SYNC_SOCKET, CONVERT_SOCKET, HISTORY_KEY: secrets.historyKey, UPLOAD_KEY: secrets.uploadKey },
    ...{ GATEWAY_CERT: pki.gateway, GATEWAY_KEY: pki.gateway },
    ...{ GATEWAY_CA: pki.ca, GATEWAY_CRL: pki.crl },
    PROBE_PORT: String(ports.gatewayProbe),
  }
  const mail = { MAIL_PORT: String(ports.mail), MAIL_PAGE_PORT: String(ports.mailPage), MAIL_DIR: join(dir, 'mail') }
  const relay = {
    ...common('relay'),
    // A webhook may call a server of one's own here, with .local/pki/webhook.pem.
    WEBHOOK_ALLOW: 'loopback',
    WEBHOOK_CA: pki.ca,
    RECEIVER_FILE: receiverFile,
    PAYLOAD_KEYS: join(dir, 'payload-keys'),
    // Opens what a local environment of before the months still holds.
    PAYLOAD_IDENTITY: secrets.webhookIdentityFile,
    WEBHOOK_IDENTITY: secrets.webhookIdentityFile,
    SMTP_URL: `smtp://127.0.0.1:${ports.mail}`,
    MAIL_FROM: 'kvittens@localhost.test',
    OPERATOR_MAIL: 'drift@localhost.test',
    PUBLIC_URL: publicUrl,
    AUDIT_HEADS: join(dir, 'audit-heads.jsonl'),
    DELIVERY_RECIPIENT: secrets.deliveryRecipient,
    PROBE_PORT: String(ports.relayProbe),
  }
  return [
    { name: 'broker', script: 'e2e/rehearsal/broker/main.ts', env: broker },
    { name: 'agency', script: 'e2e/rehearsal/agency/main.ts', env: agency },
    { name: 'mail', script: 'e2e/rehearsal/mail/main.ts', env: mail },
    { name: 'syncer', script: 'lib/syncer/main.ts', env: { PAYLOAD_DIR: join(dir, 'payloads'), SYNC_SOCKET } },
    { name: 'converter', script: 'lib/converter/main.ts', env: { CONVERT_SOCKET } },
    { name: 'gateway', script: 'lib/gateway/main.ts', env: gateway, confined: 'gateway' },
    { name: 'relay', script: 'lib/relay/main.ts', env: relay },
    { name: 'keeper', script: 'lib/keeper/main.ts', env: keeper, confined: 'keeper' },
    { name: 'web', script: 'lib/web/main.ts', env: web, confined: 'web' },
  ]
}

async function waitUntilWell({ publicUrl, ports, dir }: Settings, children: PartProcess[]): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS
  let last = 'no answer yet'
  // The portal's health tells of gateway and relay too.
  const hasPages = children.some(({ name }) => name === 'web')
  while (Date.now() < until) {
    const checks = [
      hasPages ? healthFault(`${publicUrl}/api/health`) : silenceOf('gateway', ports.gateway),
      faultOf(`http://127.0.0.1:${ports.relayProbe}/api/live`),
      faultOf(`http://localhost:${ports.broker}/.well-known/openid-configuration`),
      faultOf(`http://127.0.0.1:${ports.agencyControl}/ledger`),
      faultOf(`http://127.0.0.1:${ports.mailPage}/behaviour`),
    ]
    const faults = (await Promise.all(checks)).filter((fault) => fault !== undefined)
    if (faults.length === 0) return
    last = faults.join('; ')
    const broken = children.find((child) => child.deaths >= GIVES_UP_AFTER)
    if (broken)
      throw new Error(
        `${broken.name} cannot start:\n${readFileSync(join(dir, 'logs', `${broken.name}.log`), 'utf8').slice(-2000)}`,
      )
    await sleep(250)
  }
  throw new Error(`Not everything came up: ${last}. The logs are in ${join(dir, 'logs')}`)
}

/** Sending that is stopped, after a restore or by hand, is no fault of the start. */
async function healthFault(url: string): Promise<string | undefined> {
  const fault = await faultOf(url)
  return fault?.includes('"failing":["sending"]') ? undefined : fault
}

async function faultOf(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(3_000) })
    const text = await answer.text()
    return answer.ok ? undefined : `${url} says ${answer.status} ${text.slice(0, 200)}`
  } catch (error) {
    return `${url}: ${error instanceof Error ? error.message : error}`
  }
}

async function silenceOf(part: string, port: number): Promise<string | undefined> {
  return (await isFree(port)) ? `${part} does not listen on ${port} yet` : undefined
}
