// e2e/bench: what things cost, in time, CPU and memory; run by hand, never by npm test. check (a file), intake and
// upload-memory (web), permission (web), gateway, resume (a broken line), history (cases sent before), browser-road (a person's wait).
// This file: what a bench stands on: a durable Postgres, one employer with a person logged in, development certificates.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { logInForCookie } from '#e2e/fixtures/log-in.ts'
import { openDb } from '#lib/db.ts'
import type { IdentityOf } from '#lib/store/payload-keys.ts'
import { prepareStore } from '#lib/store/store.ts'
import { migrate } from '../../prisma/migrate.ts'
import { ADMITTED } from '../fixtures/exchanges.ts'
import { identitiesIn, makePayloadKeysAt } from '../fixtures/payload-keys.ts'
import { asRole, setRolePasswords } from '../fixtures/test-database.ts'
import { registerPem } from '../rehearsal/pki/register-pem.ts'
import { makePki, type Pki } from '../rehearsal/pki.ts'
import { freePort } from '../rehearsal/ports.ts'
import { startPostgres } from '../rehearsal/postgres.ts'

export type Ground = {
  dir: string
  pki: Pki
  port: number
  publicUrl: string
  cookie: string
  /** Opens payloads. */
  identity: IdentityOf
  payloads: string
  /** The web process's environment. */
  env: Record<string, string>
  /** The gateway process's environment. */
  gatewayEnv: Record<string, string>
  end: () => Promise<void>
}

export const BENCH_ORGNR = '5599001236'

export async function prepareGround(): Promise<Ground> {
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-bench-'))
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), port: await freePort(), database: 'kvittens' })
  await migrate(postgres.url)
  await setRolePasswords(postgres.url)
  const port = await freePort()
  const publicUrl = `https://localhost:${port}`
  const payloads = join(dir, 'payloads')
  await prepareStore(payloads)
  const keys = join(dir, 'payload-keys')
  await makePayloadKeysAt(asRole(postgres.url, 'relay'), keys)
  const secret = () => randomBytes(32).toString('hex')
  const pki = await makePki(join(dir, 'pki'), [{ orgnr: BENCH_ORGNR, name: 'Exempelbolaget AB', ...ADMITTED }])
  const both = {
    NODE_ENV: 'production',
    PAYLOAD_DIR: payloads,
    HISTORY_KEY: secret(),
    UPLOAD_KEY: secret(),
    MILJO: 'test',
    LOG_LEVEL: 'warn',
  }
  return {
    dir,
    pki,
    port,
    publicUrl,
    ...{ identity: identitiesIn(keys), payloads },
    cookie: await logIn(postgres.url, { publicUrl, pem: pki.employer(BENCH_ORGNR) }),
    gatewayEnv: {
      ...both,
      DATABASE_URL: asRole(postgres.url, 'gateway'),
      GATEWAY_PORT: String(port),
      GATEWAY_CERT: pki.gateway,
      GATEWAY_KEY: pki.gateway,
      GATEWAY_CA: pki.ca,
      GATEWAY_CRL: pki.crl,
    },
    env: {
      ...both,
      DATABASE_URL: asRole(postgres.url, 'web'),
      WEBHOOK_RECIPIENT: await identityToRecipient(await generateIdentity()),
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      PROXY_HOPS: '1',
      SESSION_SECRET: secret(),
      KEEPER_SOCKET: join(dir, 'keeper'),
      UNDO_S: '0',
      OIDC_ISSUER: 'https://broker.example',
      OIDC_CLIENT_ID: 'bench',
      OIDC_CLIENT_KEY: '/dev/null',
    },
    async end() {
      await postgres.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The employer, its person's login and its certificate. */
async function logIn(ownerUrl: string, { publicUrl, pem }: { publicUrl: string; pem: string }): Promise<string> {
  const owner = openDb(ownerUrl)
  const { id: employerId } = await owner.prisma.employer.create({
    data: { orgnr: `16${BENCH_ORGNR}`, name: 'Exempelbolaget AB', ...ADMITTED },
  })
  const person = { name: 'Bench', personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****' }
  const members = { create: { employerId, role: 'handler' } }
  const { id: personId } = await owner.prisma.person.create({ data: { ...person, members } })
  const { cookie } = await logInForCookie({ db: owner, now: new Date() }, { personId, portal: publicUrl })
  await registerPem(owner, employerId, pem)
  await owner.close()
  return cookie
}
