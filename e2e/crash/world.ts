// A durable Postgres, an agency, a web and two relays as real processes, with two employers who are logged in.
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { logInForCookie } from '#e2e/fixtures/log-in.ts'
import { type Db, openDb } from '#lib/db.ts'
import { prepareStore } from '#lib/store/store.ts'
import { migrate } from '../../prisma/migrate.ts'
import { asRole, setRolePasswords } from '../fixtures/test-database.ts'
import { type AgencyControl, agencyControl } from '../rehearsal/agency/control-client.ts'
import { rehearsalReceiver } from '../rehearsal/agency/receiver.ts'
import { type PartProcess, startChild } from '../rehearsal/local/children.ts'
import { makePki, type Pki } from '../rehearsal/pki.ts'
import { freePort } from '../rehearsal/ports.ts'
import { startPostgres } from '../rehearsal/postgres.ts'

export const PARTS = ['web', 'relay-1', 'relay-2', 'agency'] as const
export type WorldPart = (typeof PARTS)[number]
export type WorldSender = { orgnr: string; employerId: string; cookie: string }
export type World = {
  url: string
  /** As the owner, who sees all. */
  owner: Db
  senders: WorldSender[]
  agency: AgencyControl
  ledgerFile: string
  payloads: { dir: string; identity: string }
  parts: Record<WorldPart, PartProcess>
  stop: () => Promise<void>
}

export const EMPLOYERS = [
  { orgnr: '5599001236', name: 'Exempelbolaget AB' },
  { orgnr: '5599000006', name: 'Provföretaget AB' },
]

/** Short waits and leases, so that minutes hold what else takes days. */
const HASTE = {
  limits: { connectMs: 2_000, continueMs: 500, headersMs: 1_500, bodyMs: 3_000, totalMs: 8_000, leaseMs: 3_000, stopMs: 3_000 },
  retry: { firstMs: 200, maxMs: 2_000 },
  pause: { afterFailures: 6, firstMs: 200, maxMs: 1_000 },
  polling: { firstMs: 1_000, maxMs: 8_000 },
}

export async function startWorld(dir: string, { dedupe }: { dedupe: boolean }): Promise<World> {
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), port: await freePort(), database: 'kvittens' })
  await migrate(postgres.url)
  await setRolePasswords(postgres.url)
  const pki = await makePki(join(dir, 'pki'), EMPLOYERS)
  const identity = await generateIdentity()
  const payloads = { dir: join(dir, 'payloads'), identity }
  await prepareStore(payloads.dir)
  const port = await freePort()
  const url = `http://localhost:${port}`
  const owner = openDb(postgres.url, { max: 4 })
  const senders = await Promise.all(EMPLOYERS.map((employer) => addSender(owner, employer, url)))

  const agencyPort = await freePort()
  const controlPort = await freePort()
  const receiverFile = join(dir, 'receiver.json')
  writeFileSync(
    receiverFile,
    JSON.stringify({ ...rehearsalReceiver({ agencyPort, pkiDir: pki.dir }), dedupes: dedupe, ...HASTE }),
  )
  writeFileSync(join(dir, 'identity'), identity)
  const common = { PAYLOAD_DIR: payloads.dir, MILJO: 'test' }
  const relay = {
    ...common,
    DATABASE_URL: asRole(postgres.url, 'relay'),
    RECEIVER_FILE: receiverFile,
    PAYLOAD_IDENTITY: join(dir, 'identity'),
  }
  const web = {
    ...common,
    ...{ PORT: String(port), PUBLIC_URL: url, DATABASE_URL: asRole(postgres.url, 'web') },
    PAYLOAD_RECIPIENT: await identityToRecipient(identity),
    ...{ SESSION_SECRET: randomBytes(32).toString('hex'), PERSON_KEY: randomBytes(32).toString('hex'), UNDO_S: '0' },
    ...{ HISTORY_KEY: randomBytes(32).toString('hex'), UPLOAD_KEY: randomBytes(32).toString('hex') },
    ...{ OIDC_ISSUER: 'https://broker.invalid', OIDC_CLIENT_ID: 'none', OIDC_CLIENT_KEY: 'none' },
  }
  const start = (name: WorldPart, script: string, env: Record<string, string>) =>
    startChild({ name, script, env: { ...env, INSTANCE: name } }, { logDir: join(dir, 'logs'), onDeath: () => {} })
  const parts = {
    agency: start('agency', 'e2e/rehearsal/agency/main.ts', agencyEnv(dir, pki, agencyPort, controlPort)),
    web: start('web', 'e2e/crash/web.ts', web),
    'relay-1': start('relay-1', 'lib/relay/main.ts', relay),
    'relay-2': start('relay-2', 'lib/relay/main.ts', relay),
  }
  return {
    ...{ url, owner, senders, payloads, parts },
    agency: agencyControl(controlPort),
    ledgerFile: join(dir, 'agency', 'ledger.jsonl'),
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

/** An employer and somebody who acts for it, logged in. */
async function addSender(db: Db, { orgnr, name }: { orgnr: string; name: string }, url: string): Promise<WorldSender> {
  const employer = await db.prisma.employer.create({ data: { orgnr: `16${orgnr}`, name } })
  const members = { create: { employerId: employer.id, role: 'handler' } }
  const data = { name: 'Anna Ek', personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****', members }
  const person = await db.prisma.person.create({ data })
  const { cookie } = await logInForCookie({ db, now: new Date() }, { personId: person.id, portal: url })
  return { orgnr, employerId: employer.id, cookie }
}
