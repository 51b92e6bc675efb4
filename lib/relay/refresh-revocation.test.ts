// From an issuer's responder to curl's answer: relay asks, gateway judges. Real issuer, real relay, real gateway, real curl.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { type Authority, issueLeaf, type Leaf, loadAuthority, type RevocationAddresses } from '#e2e/rehearsal/pki/authority.ts'
import { registerPem } from '#e2e/rehearsal/pki/register-pem.ts'
import { type Responder, startResponder } from '#e2e/rehearsal/pki/responder.ts'
import { openTrust } from '#lib/gateway/trust.ts'
import { openLog } from '#lib/log.ts'
import { certificatesIn } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'
import { refreshRevocation } from './refresh-revocation.ts'

const HOUR_MS = 3_600_000
const GRACE_MS = 24 * HOUR_MS
let at: GatewayFixture
let authority: Authority
let responder: Responder
beforeAll(async () => {
  at = await gatewayFixture()
  authority = await loadAuthority(readFileSync(at.pki.ca, 'utf8'), readFileSync(join(at.pki.dir, 'ca-key.pem'), 'utf8'))
})
afterAll(() => at.drop())
beforeEach(async () => {
  const stranger = await issueLeaf(authority, { commonName: 'En annan' })
  const key = await crypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(stranger.privateKey),
    { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  responder = await startResponder(() => authority, { other: () => ({ certificate: stranger.certificate, key }) })
})
afterEach(async () => {
  await responder.stop()
  await at.owner.prisma.revocationAnswer.deleteMany()
  await at.owner.pool.query('UPDATE certificate SET removed_at = now() WHERE removed_at IS NULL')
})

/** A registered certificate that says where to ask. */
async function certificate(where: (at: Responder) => RevocationAddresses): Promise<{ file: string; leaf: Leaf }> {
  const leaf = await issueLeaf(authority, {
    commonName: 'sftp.exempel.se',
    serialNumber: '165599001236',
    where: where(responder),
  })
  const file = join(at.pki.dir, `${leaf.serial}.pem`)
  writeFileSync(file, leaf.pem)
  await registerPem(at.owner, at.first.employerId, file)
  return { file, leaf }
}
const revoke = ({ leaf }: { leaf: Leaf }) => responder.revoked.add(leaf.serial.toLowerCase().replace(/^0+/, ''))
const lister = ({ crlUrl }: Responder): RevocationAddresses => ({ crl: crlUrl })
const online = ({ ocspUrl }: Responder): RevocationAddresses => ({ ocsp: ocspUrl })

/** What a relay does of itself every few seconds, when all that waits has become due. */
async function refresh(hosts = [new URL(responder.crlUrl).host]): Promise<void> {
  await at.owner.pool.query('UPDATE revocation_answer SET next_try_at = now()')
  const task = {
    authorities: certificatesIn(readPem(authority.pem)),
    hosts,
    known: new Map(),
    wantedAt: Number.NEGATIVE_INFINITY,
  }
  const log = openLog({ process: 'relay', instance: 'test', level: 'silent' })
  await refreshRevocation({ db: at.relay, log, revocation: task }, new AbortController().signal)
}
/** Asked of a gateway that has just looked, with no list of its own; `laterMs` is how much later its clock is. */
async function ask(file: string, { mode = 'hard', laterMs = 0 }: { mode?: 'hard' | 'soft'; laterMs?: number } = {}) {
  at.parts.trust = openTrust({
    db: at.gatewayDb,
    ca: readFileSync(at.pki.ca),
    readLists: () => undefined,
    policy: { mode, graceMs: GRACE_MS },
  })
  const { prove } = at.parts.trust
  at.parts.trust.prove = (socket, now) => prove(socket, new Date(now.getTime() + laterMs))
  const health = await at.call('/health', ['-H', 'Accept: application/json'], { cert: file })
  const seen = JSON.parse((await at.call('/sjalvtest', ['-H', 'Accept: application/json'], { cert: file })).body)
  return { status: health.status, case: JSON.parse(health.body).case, sparrkontroll: seen.sparrkontroll }
}

describe.each([
  ['CRL', lister, 'crl'],
  ['OCSP', online, 'ocsp'],
] as const)('%s', (_name, where, by) => {
  test('lets in what its issuer vouches for, and refuses what it has revoked', async () => {
    const [good, bad] = [await certificate(where), await certificate(where)]
    revoke(bad)
    expect(await ask(good.file)).toMatchObject({ status: 403, case: 'revocation_unknown' })
    await refresh()
    expect(await ask(good.file)).toMatchObject({ status: 200, sparrkontroll: { svar: 'ej-sparrat', kalla: by, forsenat: false } })
    expect(await ask(bad.file)).toMatchObject({ status: 403, case: 'revoked', sparrkontroll: { svar: 'sparrat', kalla: by } })
    revoke(good)
    await refresh()
    expect(await ask(good.file)).toMatchObject({ status: 403, case: 'revoked' })
  })

  test('that is away: its last word counts until its end and the grace after that', async () => {
    const { file } = await certificate(where)
    await refresh()
    responder.mode = 'away'
    await refresh()
    expect(await ask(file)).toMatchObject({ status: 200 })
    expect(await ask(file, { laterMs: 2 * HOUR_MS })).toMatchObject({
      status: 200,
      sparrkontroll: { svar: 'ej-sparrat', forsenat: true },
    })
    const late = { laterMs: GRACE_MS + 2 * HOUR_MS }
    expect(await ask(file, late)).toMatchObject({
      status: 403,
      case: 'revocation_unknown',
      sparrkontroll: { svar: 'okant', forsenat: true },
    })
    // An operator may choose to let the unknown in; the self-test says so.
    expect(await ask(file, { ...late, mode: 'soft' })).toMatchObject({
      status: 200,
      sparrkontroll: { svar: 'okant', regel: 'soft' },
    })
    const row = await at.owner.prisma.revocationAnswer.findFirstOrThrow()
    expect(row).toMatchObject({ failures: 1, lastError: expect.any(String), raw: expect.anything() })
  })

  test('that is stale from the start counts within the grace, and not after it', async () => {
    const { file } = await certificate(where)
    responder.lastsMs = -HOUR_MS
    await refresh()
    expect(await ask(file)).toMatchObject({ status: 200, sparrkontroll: { forsenat: true } })
    responder.lastsMs = -GRACE_MS - HOUR_MS
    await refresh()
    expect(await ask(file)).toMatchObject({ status: 403, case: 'revocation_unknown' })
  })

  test('is asked nowhere but where the operator allows, and is not followed elsewhere', async () => {
    const { file } = await certificate(where)
    await refresh(['issuer.example'])
    expect(responder.asked).toEqual([])
    expect((await at.owner.prisma.revocationAnswer.findFirstOrThrow()).lastError).toBe('host-not-allowed')
    responder.mode = 'elsewhere'
    await refresh()
    expect(responder.asked).toHaveLength(1)
    expect((await at.owner.prisma.revocationAnswer.findFirstOrThrow()).lastError).toBe('status-302')
    expect(await ask(file)).toMatchObject({ status: 403, case: 'revocation_unknown' })
  })

  test('that never ends is cut off', async () => {
    await certificate(where)
    responder.mode = 'endless'
    await refresh()
    expect((await at.owner.prisma.revocationAnswer.findFirstOrThrow()).lastError).toBe('too-long')
  })
})

test('an OCSP answer by who may not give it counts for nothing', async () => {
  const { file } = await certificate(online)
  responder.mode = 'other'
  await refresh()
  expect((await at.owner.prisma.revocationAnswer.findFirstOrThrow()).lastError).toBe('not-trusted')
  expect(await ask(file)).toMatchObject({ status: 403, case: 'revocation_unknown' })
})

test('"revoked" counts when one source says so, whatever the other says', async () => {
  const both = await certificate((each) => ({ ...lister(each), ...online(each) }))
  await refresh()
  expect(await ask(both.file)).toMatchObject({ status: 200, sparrkontroll: { kalla: expect.stringMatching(/crl|ocsp/) } })
  revoke(both)
  await at.owner.pool.query(`UPDATE revocation_answer SET next_try_at = now() + interval '1 hour' WHERE kind = 'crl'`)
  await refresh()
  expect(await ask(both.file)).toMatchObject({ status: 403, case: 'revoked' })
})

test('what a database says that no issuer has signed counts for nothing', async () => {
  const { file } = await certificate(online)
  await refresh()
  await at.owner.pool.query(`UPDATE revocation_answer SET raw = set_byte(raw, 110, get_byte(raw, 110) # 1)`)
  expect(await ask(file)).toMatchObject({ status: 403, case: 'revocation_unknown' })
})
