// A durable Postgres, an agency, a web, a gateway, the syncer and two relays as real processes, with two employers who send by browser and
// by machine. The second relay's clock is a day ahead.

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { logInForCookie } from '#e2e/fixtures/log-in.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { type Db, openDb } from '#lib/db.ts'
import type { IdentityOf } from '#lib/store/payload-keys.ts'
import { prepareStore } from '#lib/store/store.ts'
import { migrate } from '../../prisma/migrate.ts'
import { ADMITTED } from '../fixtures/exchanges.ts'
import { identitiesIn, makePayloadKeysAt } from '../fixtures/payload-keys.ts'
import { asRole, setRolePasswords } from '../fixtures/test-database.ts'
import { type AgencyControl, agencyControl } from '../rehearsal/agency/control-client.ts'
import { rehearsalReceiver } from '../rehearsal/agency/receiver.ts'
import { type PartProcess, startChild } from '../rehearsal/local/children.ts'
import { registerPem } from '../rehearsal/pki/register-pem.ts'
import { makePki, type Pki } from '../rehearsal/pki.ts'
import { freePort } from '../rehearsal/ports.ts'
import { type Postgres, startPostgres } from '../rehearsal/postgres.ts'

export const PARTS = ['web', 'gateway', 'relay-1', 'relay-2', 'agency', 'syncer'] as const
export type WorldPart = (typeof PARTS)[number]
/** `cookie`: of somebody who is logged in; `pem`: of a machine. */
export type WorldSender = { orgnr: string; employerId: string; cookie: string; pem: string }
export type World = {
  url: string
  /** The gateway's address, and whom its certificate is from. */
  gateway: { url: string; ca: Buffer }
  /** As the owner, who sees all. */
  owner: Db
  senders: WorldSender[]
  agency: AgencyControl
  ledgerFile: string
  payloads: { dir: string; identity: IdentityOf }
  parts: Record<WorldPart, PartProcess>
  /** kill -9 of the postmaster, and a new one on the same data. */
  killPostgres: () => Promise<void>
  /** Copies the database as it is, and puts that copy back in its place. */
  backUp: () => Promise<void>
  restore: () => Promise<void>
  /** The operator's command; gives what it says and its exit code. */
  admin: (...args: string[]) => Promise<{ code: number; text: string }>
  stop: () => Promise<void>
}

export const EMPLOYERS = [
  { orgnr: '5599001236', name: 'Exempelbolaget AB' },
  { orgnr: '5599000006', name: 'Provföretaget AB' },
]

/** Far more than any lease; the certificates hold for it. */
const CLOCK_SHIFT_MS = DAY_MS
const SHIFTED_CLOCK = join(import.meta.dirname, '../fixtures/shifted-clock.ts')

/** Short waits and leases, so that minutes hold what else takes days. */
const HASTE = {
  limits: { connectMs: 2_000, continueMs: 500, headersMs: 1_500, bodyMs: 3_000, totalMs: 8_000, leaseMs: 3_000, stopMs: 3_000 },
  retry: { firstMs: 200, maxMs: 2_000 },
  pause: { afterFailures: 6, firstMs: 200, maxMs: 1_000 },
  polling: { firstMs: 1_000, maxMs: 8_000 },
}

export async function startWorld(dir: string, { dedupe }: { dedupe: boolean }): Promise<World> {
  const place = { dir: join(dir, 'postgres'), port: await freePort(), database: 'kvittens' }
  let postgres = await startPostgres(place)
  await migrate(postgres.url)
  await setRolePasswords(postgres.url)
  const pki = await makePki(join(dir, 'pki'), EMPLOYERS)
  const webhookIdentity = await generateIdentity()
  const keys = join(dir, 'payload-keys')
  const payloads = { dir: join(dir, 'payloads'), identity: identitiesIn(keys) }
  await prepareStore(payloads.dir)
  await makePayloadKeysAt(asRole(postgres.url, 'relay'), keys)
  const port = await freePort()
  const url = `http://localhost:${port}`
  const owner = openDb(postgres.url, { max: 4 })
  const senders = await Promise.all(EMPLOYERS.map((employer) => addSender(owner, { ...employer, url, pki })))

  const agencyPort = await freePort()
  const controlPort = await freePort()
  const receiverFile = join(dir, 'receiver.json')
  writeFileSync(
    receiverFile,
    JSON.stringify({ ...rehearsalReceiver({ agencyPort, pkiDir: pki.dir }), dedupes: dedupe, ...HASTE }),
  )
  writeFileSync(join(dir, 'identity'), webhookIdentity)
  const common = { PAYLOAD_DIR: payloads.dir, MILJO: 'test' }
  const relay = {
    ...common,
    DATABASE_URL: asRole(postgres.url, 'relay'),
    RECEIVER_FILE: receiverFile,
    PAYLOAD_KEYS: keys,
    WEBHOOK_IDENTITY: join(dir, 'identity'),
  }
  const SYNC_SOCKET = join(dir, 'syncer', 'socket')
  const intake = {
    ...{ ...common, SYNC_SOCKET },
    ...{ HISTORY_KEY: randomBytes(32).toString('hex'), UPLOAD_KEY: randomBytes(32).toString('hex') },
  }
  const web = {
    ...intake,
    ...{
      PORT: String(port),
      PUBLIC_URL: url,
      WEBHOOK_RECIPIENT: await identityToRecipient(webhookIdentity),
      DATABASE_URL: asRole(postgres.url, 'web'),
    },
    ...{ SESSION_SECRET: randomBytes(32).toString('hex'), UNDO_S: '0' },
    KEEPER_SOCKET: join(dir, 'keeper'),
    ...{ OIDC_ISSUER: 'https://broker.invalid', OIDC_CLIENT_ID: 'none', OIDC_CLIENT_KEY: 'none' },
  }
  const gatewayPort = await freePort()
  const gateway = {
    ...intake,
    ...{ DATABASE_URL: asRole(postgres.url, 'gateway'), GATEWAY_PORT: String(gatewayPort), GATEWAY_CA: pki.ca },
    ...{ GATEWAY_CERT: pki.gateway, GATEWAY_KEY: pki.gateway, GATEWAY_CRL: pki.crl },
  }
  const start = (name: WorldPart, script: string, env: Record<string, string>, preload?: string) =>
    startChild({ name, script, env: { ...env, INSTANCE: name }, preload }, { logDir: join(dir, 'logs'), onDeath: () => {} })
  const parts = {
    syncer: start('syncer', 'lib/syncer/main.ts', { PAYLOAD_DIR: payloads.dir, SYNC_SOCKET }),
    agency: start('agency', 'e2e/rehearsal/agency/main.ts', agencyEnv(dir, pki, agencyPort, controlPort)),
    web: start('web', 'e2e/crash/web.ts', web),
    'relay-1': start('relay-1', 'lib/relay/main.ts', relay),
    gateway: start('gateway', 'lib/gateway/main.ts', gateway),
    'relay-2': start('relay-2', 'lib/relay/main.ts', { ...relay, CLOCK_SHIFT_MS: String(CLOCK_SHIFT_MS) }, SHIFTED_CLOCK),
  }
  return {
    ...{ url, owner, senders, payloads, parts, gateway: { url: `https://localhost:${gatewayPort}`, ca: readFileSync(pki.ca) } },
    agency: agencyControl(controlPort),
    ledgerFile: join(dir, 'agency', 'ledger.jsonl'),
    async killPostgres() {
      await postgres.kill()
      postgres = await startAgain(place)
    },
    async backUp() {
      await postgres.stop()
      cpSync(place.dir, `${place.dir}-backup`, { recursive: true })
      postgres = await startAgain(place)
    },
    async restore() {
      await postgres.kill()
      rmSync(place.dir, { recursive: true })
      renameSync(`${place.dir}-backup`, place.dir)
      chmodSync(place.dir, 0o700)
      postgres = await startAgain(place)
    },
    admin: (...args) => runAdmin(args, { ...common, DATABASE_URL: relay.DATABASE_URL, LANG: 'en_GB.UTF-8' }),
    async stop() {
      await Promise.all(Object.values(parts).map((part) => part.stop()))
      await owner.close()
      await postgres.stop()
    },
  }
}

function agencyEnv(dir: string, pki: Pki, port: number, controlPort: number): Record<string, string> {
  return {
    AGENCY_PORT: String(port),
    AGENCY_CONTROL_PORT: String(controlPort),
    AGENCY_DIR: join(dir, 'agency'),
    AGENCY_CERT: pki.agency,
    AGENCY_CA: pki.ca,
    AGENCY_CRL: pki.crl,
  }
}

/** The sessions of the killed one go within a moment, and until then the data is theirs. */
async function startAgain(place: Parameters<typeof startPostgres>[0]): Promise<Postgres> {
  for (let tries = 0; ; tries++) {
    try {
      return await startPostgres(place)
    } catch (error) {
      if (tries === 100) throw error
      await sleep(100)
    }
  }
}

function runAdmin(args: string[], env: Record<string, string>): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['lib/admin/main.ts', ...args],
      { env: { NODE_ENV: 'production', ...env }, maxBuffer: 100_000_000 },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, text: out + err }),
    )
  })
}

type NewSender = { orgnr: string; name: string; url: string; pki: Pki }

/** An employer, somebody who acts for it, logged in, and its machine. */
async function addSender(db: Db, { orgnr, name, url, pki }: NewSender): Promise<WorldSender> {
  const employer = await db.prisma.employer.create({ data: { orgnr: `16${orgnr}`, name, ...ADMITTED } })
  const members = { create: { employerId: employer.id, role: 'handler' } }
  const data = { name: 'Anna Ek', personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****', members }
  const person = await db.prisma.person.create({ data })
  const { cookie } = await logInForCookie({ db, now: new Date() }, { personId: person.id, portal: url })
  const pem = pki.employer(orgnr)
  await registerPem(db, employer.id, pem)
  return { orgnr, employerId: employer.id, cookie, pem: readFileSync(pem, 'utf8') }
}
