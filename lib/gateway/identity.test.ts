// Who a certificate makes you: real TLS, real curl, every kind of wrong certificate, agents, and swaps.
import { randomUUID, X509Certificate } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCurl } from '#e2e/fixtures/curl.ts'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { sickFile } from '#e2e/fixtures/web.ts'
import {
  type Authority,
  createAuthority,
  issueCrl,
  issueCrlDer,
  issueLeaf,
  type LeafRequest,
  loadAuthority,
} from '#e2e/rehearsal/pki/authority.ts'
import { registerPem } from '#e2e/rehearsal/pki/register-pem.ts'
import { AGENT } from '#e2e/rehearsal/pki.ts'
import { DAY_MS, swedishTimestamp } from '#lib/calendar.ts'
import { openRevocation } from '#lib/certificates/revocation.ts'
import { certificatesIn } from '#lib/pki/find-chain.ts'
import { readPem, writePem } from '#lib/pki/pem.ts'
import { createGateway } from './create-gateway.ts'
import { DEFAULT_POLICY, openTrust } from './trust.ts'

let at: GatewayFixture
let authority: Authority
beforeAll(async () => {
  at = await gatewayFixture()
  authority = await loadAuthority(readFileSync(at.pki.ca, 'utf8'), readFileSync(join(at.pki.dir, 'ca-key.pem'), 'utf8'))
})
afterAll(() => at.drop())

const OURS = '165599001236'
async function leaf(request: Partial<LeafRequest> = {}, from = authority): Promise<string> {
  const file = join(at.pki.dir, `${randomUUID()}.pem`)
  writeFileSync(file, (await issueLeaf(from, { commonName: 'sftp.exempel.se', serialNumber: OURS, ...request })).pem)
  return file
}
/** … and registered for the first employer. */
async function registered(request: Partial<LeafRequest> = {}, from = authority): Promise<string> {
  const file = await leaf(request, from)
  await registerPem(at.owner, at.first.employerId, file)
  return file
}
const printOf = (file: string) => new X509Certificate(readFileSync(file)).fingerprint256.replaceAll(':', '').toLowerCase()
const remove = (file: string) =>
  at.owner.prisma.certificate.updateMany({ where: { fingerprint: printOf(file) }, data: { removedAt: new Date() } })
const asJson = ['-H', 'Accept: application/json']
async function refusal(cert: string | null, args: string[] = []): Promise<{ status: number; case?: string; detail?: string }> {
  const { status, body } = await at.call('/health', [...asJson, ...args], { cert })
  const told = JSON.parse(body) as { case?: string; detail?: string }
  return { status, ...(told.case && { case: told.case }), ...(told.detail && { detail: told.detail }) }
}

describe('a certificate that will not do is answered 403 with the reason', () => {
  const far = { notBefore: new Date(Date.now() + DAY_MS), notAfter: new Date(Date.now() + 30 * DAY_MS) }
  const CASES: [string, string, () => Promise<string | null> | string | null][] = [
    ['none at all', 'no_certificate', () => null],
    ['an expired one', 'expired', () => at.pki.expired],
    ['one that is not valid yet', 'not_yet_valid', () => registered(far)],
    ['one of a foreign authority', 'foreign_ca', () => at.pki.wrongCa],
    [
      'one of a foreign authority with our authority’s name',
      'foreign_ca',
      async () => leaf({}, await createAuthority('Kvittens test-CA')),
    ],
    ['one that signed itself', 'foreign_ca', async () => selfSigned()],
    ['one signed by another company’s certificate', 'foreign_ca', async () => leafOfLeaf()],
    ['a revoked one', 'revoked', () => at.pki.revoked],
    ['a server’s', 'wrong_purpose', () => registered({ purpose: 'server' })],
    ['one without an organisation number', 'certificate', () => nameless()],
    ['one with two', 'certificate', () => registered({ shape: 'twice' })],
    ['one of an unknown organisation', 'organisation', () => at.pki.unknownOrg],
    ['one that nobody has registered', 'not_registered', () => leaf()],
  ]
  test.each(CASES)('%s: %s', async (_what, code, cert) => {
    const { status, case: told, detail } = await refusal(await cert())
    expect([status, told]).toEqual([403, code])
    expect(detail?.length).toBeGreaterThan(40)
    const english = await refusal(await cert(), ['-H', 'Accept-Language: en'])
    expect(english.detail).not.toBe(detail)
    expect(english.detail).toMatch(/^[ -~’“”]+$/)
  })

  test('in TLS 1.2 and in TLS 1.3', async () => {
    for (const version of ['1.2', '1.3']) {
      const args = [`--tlsv${version}`, '--tls-max', version]
      expect(await refusal(at.pki.expired, args)).toMatchObject({ status: 403, case: 'expired' })
      expect(await refusal(at.pki.employer(at.first.orgnr), args)).toEqual({ status: 200 })
    }
  })

  test('and a file that came with it leaves nothing', async () => {
    const before = await at.stored()
    for (const cert of [at.pki.revoked, at.pki.wrongCa, await leaf(), null]) {
      const { status } = await at.call('/filoverforing/sjukanmalan', ['--data-binary', '@-'], { cert, input: sickFile() })
      expect(status).toBe(403)
    }
    await at.settled()
    expect(await at.stored()).toEqual(before)
  })

  function nameless() {
    return leaf({ commonName: 'Ingen', serialNumber: '' })
  }
  async function selfSigned() {
    const own = await createAuthority('sftp.exempel.se')
    const file = join(at.pki.dir, `${randomUUID()}.pem`)
    writeFileSync(file, own.pem + own.keyPem)
    return file
  }
  async function leafOfLeaf() {
    const pem = readFileSync(at.pki.employer(at.second.orgnr), 'utf8')
    const [certificate = '', key = ''] = pem.split(/(?=-----BEGIN PRIVATE KEY)/)
    const file = await leaf({}, await loadAuthority(certificate, key))
    writeFileSync(file, readFileSync(file, 'utf8') + certificate)
    return file
  }
})

describe('the organisation number is found', () => {
  test.each([
    ['16 and the number, joined with the name in one multi-valued RDN (SHS, ExpiTrust)', { purpose: 'none' }],
    ['… with an RSA key, for server and client', { purpose: 'both', key: 'rsa2048' }],
    ['EFOS', { serialNumber: 'EFOS165599001236-000001', shape: 'apart' }],
    ['SITHS', { serialNumber: 'SE5599001236-B1AK', shape: 'apart' }],
  ] as [string, Partial<LeafRequest>][])('%s', async (_issuer, request) => {
    const { status, body } = await at.call('/health', asJson, { cert: await registered(request) })
    expect([status, JSON.parse(body)]).toMatchObject([200, { arbetsgivare: '5599001236' }])
  })
})

describe('an intermediate authority', () => {
  test('counts when the operator names it and its root; one that only comes along does not', async () => {
    const middle = await createAuthority('Mellan-CA', authority)
    const file = await registered({}, middle)
    expect(await refusal(file)).toMatchObject({ status: 403, case: 'foreign_ca' })
    writeFileSync(file, readFileSync(file, 'utf8') + middle.pem)
    expect(await refusal(file)).toMatchObject({ status: 403, case: 'foreign_ca' })
    const [ca, crl] = [readFileSync(at.pki.ca, 'utf8'), readFileSync(at.pki.crl, 'utf8')]
    const lists = {
      own: crl,
      middle: await issueCrl(middle, []),
      revoked: await issueCrl(authority, [middle.certificate.serialNumber]),
    }
    const named = ca + middle.pem
    expect(await askOther(named, lists.own, file)).toMatchObject([403, { case: 'revocation_unknown' }])
    expect(await askOther(named, lists.own + lists.middle, file)).toMatchObject([200, { arbetsgivare: '5599001236' }])
    expect(await askOther(middle.pem, lists.middle, file)).toMatchObject([403, { case: 'foreign_ca' }])
    expect(await askOther(named, lists.middle + lists.revoked, file)).toMatchObject([403, { case: 'revoked' }])
  })

  /** A gateway that trusts other authorities and has other lists. */
  async function askOther(ca: string, crl: string, cert: string): Promise<[number, unknown]> {
    const policy = DEFAULT_POLICY
    const trust = openTrust({ db: at.gatewayDb, ca: Buffer.from(ca), readLists: () => Buffer.from(crl), policy })
    const own = readFileSync(at.pki.gateway)
    const server = createGateway({ ...at.parts, trust }, { cert: own, key: own, ca: Buffer.from(ca) })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      const { status, body } = await runCurl([
        '--cert',
        cert,
        '--cacert',
        at.pki.ca,
        ...asJson,
        `https://localhost:${port}/health`,
      ])
      return [status, JSON.parse(body)]
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }
})

describe('several certificates', () => {
  test('speak for one company at once, each from its own time, until removed', async () => {
    const [one, other] = [await registered(), await registered()]
    expect([(await refusal(one)).status, (await refusal(other)).status]).toEqual([200, 200])
    const { prisma } = at.owner
    const rows = await prisma.certificate.findMany({
      where: { removedAt: null, commonName: 'sftp.exempel.se' },
      orderBy: { registeredAt: 'desc' },
      take: 1,
    })
    const id = rows[0]?.id ?? ''
    await prisma.certificate.update({ where: { id }, data: { validFrom: new Date(Date.now() + 60_000) } })
    expect(await refusal(other)).toMatchObject({ status: 403, case: 'not_yet_in_use' })
    await prisma.certificate.update({ where: { id }, data: { validFrom: new Date() } })
    expect((await refusal(other)).status).toBe(200)
    await prisma.certificate.update({ where: { id }, data: { removedAt: new Date() } })
    expect(await refusal(other)).toMatchObject({ status: 403, case: 'removed' })
    expect((await refusal(one)).status).toBe(200)
  })

  test('are swapped under traffic without one call refused', async () => {
    const [old, fresh] = [await registered(), await leaf()]
    let current = old
    let swapped = false
    const statuses: number[] = []
    const traffic = async () => {
      while (!swapped || statuses.length < 40) statuses.push((await at.call('/health', [], { cert: current })).status)
    }
    const swap = async () => {
      while (statuses.length < 6) await new Promise((resolve) => setTimeout(resolve, 20))
      await registerPem(at.owner, at.first.employerId, fresh)
      current = fresh
      while (statuses.length < 14) await new Promise((resolve) => setTimeout(resolve, 20))
      await remove(old)
      swapped = true
    }
    await Promise.all([traffic(), traffic(), swap()])
    expect(statuses.every((status) => status === 200)).toBe(true)
    expect(await refusal(old)).toMatchObject({ case: 'removed' })
  })

  test('one that is removed is refused on a connection that stands open', async () => {
    const file = await registered()
    const pem = readFileSync(file)
    const agent = new Agent({ keepAlive: true, maxSockets: 1, cert: pem, key: pem, ca: readFileSync(at.pki.ca) })
    const sockets = new Set<unknown>()
    const ask = () =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request({ host: 'localhost', port: at.port, path: '/health', agent }, (answer) => {
          sockets.add(answer.socket)
          text(answer).then(() => resolve(answer.statusCode), reject)
        })
        sent.once('error', reject).end()
      })
    expect(await ask()).toBe(200)
    await remove(file)
    expect(await ask()).toBe(403)
    expect(sockets.size).toBe(1)
    agent.destroy()
  })

  test('one that ends while its file is on the way hands nothing in', async () => {
    const notAfter = new Date(Math.ceil(Date.now() / 1000) * 1000 + 4_000)
    const file = await registered({ notBefore: new Date(Date.now() - DAY_MS), notAfter })
    const before = await at.stored()
    expect(await handInAround(file, () => sleep(notAfter.getTime() - Date.now() + 500))).toMatchObject([403, { case: 'expired' }])
    await at.settled()
    expect(await at.stored()).toEqual(before)
  })

  test('one that is removed while its file is on the way hands nothing in', async () => {
    const file = await registered()
    const before = await at.stored()
    expect(await handInAround(file, () => remove(file))).toMatchObject([403, { case: 'removed' }])
    await at.settled()
    expect(await at.stored()).toEqual(before)
  })

  test('the list learns when each was last used', async () => {
    const file = await registered()
    await at.call('/health', [], { cert: file })
    const find = () => at.owner.prisma.certificate.findFirst({ where: { fingerprint: printOf(file) } })
    await expect.poll(async () => (await find())?.lastUsedAt, { timeout: 60_000 }).toBeInstanceOf(Date)
  })
})

/** Hands in a file for an employer; `between` runs when half of it is there. */
async function handInAround(file: string, between: () => Promise<unknown>, employer = '5599001236') {
  const pem = readFileSync(file)
  const content = Buffer.from(sickFile({ employer }))
  const where = { host: 'localhost', port: at.port, path: '/filoverforing/sjukanmalan/sen.xml', method: 'PUT' }
  const tls = { cert: pem, key: pem, ca: readFileSync(at.pki.ca), agent: false }
  const headers = { 'Content-Length': content.length, 'X-Arbetsgivare': employer, Accept: 'application/json' }
  const sent = request({ ...where, ...tls, headers })
  const answer = new Promise<IncomingMessage>((resolve, reject) => sent.once('response', resolve).once('error', reject))
  sent.write(content.subarray(0, 100))
  await expect.poll(() => at.parts.gate.count).toBe(1)
  await between()
  sent.end(content.subarray(100))
  return [(await answer).statusCode, JSON.parse(await text(await answer))]
}

test('no session is resumed: each connection shows its certificate anew', async () => {
  const pem = readFileSync(at.pki.employer(at.first.orgnr))
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const options: ConnectionOptions = {
      host: 'localhost',
      port: at.port,
      ca: readFileSync(at.pki.ca),
      cert: pem,
      key: pem,
      minVersion: version,
      maxVersion: version,
    }
    const { socket: first, session } = await sessionOf(options)
    first.destroy()
    const { socket: second } = await sessionOf({ ...options, ...(session && { session }) })
    expect(second.isSessionReused()).toBe(false)
    second.destroy()
  }
})

async function sessionOf(options: ConnectionOptions): Promise<{ socket: TLSSocket; session: Buffer | undefined }> {
  const socket = connect(options)
  let session: Buffer | undefined
  socket.on('session', (given: Buffer) => {
    session = given
  })
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
  socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await new Promise((resolve) => socket.once('data', resolve))
  return { socket, session: session ?? socket.getSession() }
}

describe('an agent', () => {
  // Days in Sweden, which near midnight are not those of UTC.
  const day = (days: number) => new Date(`${swedishTimestamp(new Date(Date.now() + days * DAY_MS)).slice(0, 10)}T00:00:00Z`)
  const give = (employerId: string, from: Date, until: Date) =>
    at.owner.prisma.mandate.create({ data: { employerId, agentOrgnr: `16${AGENT.orgnr}`, validFrom: from, validUntil: until } })
  const acting = (orgnr: string) => ['-H', `X-Arbetsgivare: ${orgnr}`]
  beforeAll(async () => {
    const { id } = await at.owner.prisma.employer.create({ data: { orgnr: `16${AGENT.orgnr}`, name: AGENT.name } })
    await registerPem(at.owner, id, at.pki.agent)
  })

  test('acts for itself unless it says for whom', async () => {
    const { status, body } = await at.call('/health', asJson, { cert: at.pki.agent })
    expect([status, JSON.parse(body)]).toMatchObject([200, { arbetsgivare: AGENT.orgnr }])
  })

  test('is refused without a mandate, whether the company is here or not', async () => {
    const known = await refusal(at.pki.agent, acting('5599001236'))
    expect(known).toMatchObject({ status: 403, case: 'mandate' })
    expect(await refusal(at.pki.agent, acting('5599009908'))).toEqual(known)
    expect(await refusal(at.pki.agent, acting('hej'))).toMatchObject({ status: 400, case: 'employer' })
  })

  test('hands in for the company whose mandate it holds, and for no other; its certificate stands by it', async () => {
    const mandate = await give(at.first.employerId, day(-1), day(30))
    const handIn = (orgnr: string) =>
      at.call('/filoverforing/sjukanmalan', [...asJson, ...acting(orgnr), '--data-binary', '@-'], {
        cert: at.pki.agent,
        input: sickFile({ employer: orgnr }),
      })
    const { status, body } = await handIn('5599001236')
    expect([status, JSON.parse(body)]).toMatchObject([202, { arbetsgivare: '5599001236' }])
    const row = await at.owner.prisma.submission.findFirstOrThrow({ orderBy: { submittedAt: 'desc' } })
    const { fingerprint } = await at.owner.prisma.certificate.findFirstOrThrow({
      where: { employer: { orgnr: `16${AGENT.orgnr}` } },
    })
    expect(row).toMatchObject({ employerId: at.first.employerId, certificate: fingerprint })
    expect(JSON.parse((await handIn(at.second.orgnr.slice(2))).body)).toMatchObject({ status: 403, case: 'mandate' })
    // What it handed in it sees when it acts for that company, and not otherwise.
    const list = async (args: string[]) =>
      JSON.parse((await at.call('/kvittenser', [...asJson, ...args], { cert: at.pki.agent })).body).kvittenser
    expect([(await list(acting('5599001236'))).length > 0, await list([])]).toEqual([true, []])
    const seen = JSON.parse((await at.call('/sjalvtest', [...asJson, ...acting('5599001236')], { cert: at.pki.agent })).body)
    expect(seen).toMatchObject({ status: 'ok', arbetsgivare: '5599001236', fullmakter: [{ arbetsgivare: '5599001236' }] })
    await at.owner.prisma.mandate.update({ where: { id: mandate.id }, data: { endedAt: new Date() } })
    expect(await refusal(at.pki.agent, acting('5599001236'))).toMatchObject({ status: 403, case: 'mandate_ended' })
  })

  test('whose mandate ends while the file is on its way hands nothing in', async () => {
    const { id } = await give(at.second.employerId, day(-1), day(1))
    const before = await at.stored()
    const end = () => at.owner.prisma.mandate.update({ where: { id }, data: { endedAt: new Date() } })
    const answer = await handInAround(at.pki.agent, end, at.second.orgnr.slice(2))
    expect(answer).toMatchObject([403, { case: 'mandate_ended' }])
    await at.settled()
    expect(await at.stored()).toEqual(before)
  })

  test('is refused before the mandate’s first day and after its last', async () => {
    await give(at.second.employerId, day(-30), day(-2))
    await give(at.second.employerId, day(2), day(30))
    expect(await refusal(at.pki.agent, acting(at.second.orgnr))).toMatchObject({ status: 403, case: 'mandate_ended' })
    await give(at.second.employerId, day(0), day(0))
    expect((await refusal(at.pki.agent, acting(at.second.orgnr))).status).toBe(200)
  })
})

test('of an issuer with two lists, each for some of its certificates, the newer does not vouch for the other’s', async () => {
  const [a, b] = ['http://crl.exempel.se/a.crl', 'http://crl.exempel.se/b.crl']
  const issuer = await createAuthority('Delande CA')
  const one = await issueLeaf(issuer, { commonName: 'ett', serialNumber: OURS, where: { crl: a } })
  const listOf = async (serials: string[], address: string) =>
    writePem('X509 CRL', new Uint8Array(await issueCrlDer(issuer, serials, undefined, [{ address }])))
  const lists = (await listOf([one.serial], a)) + (await listOf([], b))
  const [certificate, above] = certificatesIn(readPem(one.pem + issuer.pem))
  if (!certificate || !above) throw new Error('they are certificates')
  const sources = { db: at.gatewayDb, authorities: [above], readLists: () => Buffer.from(lists) }
  expect(await openRevocation(sources).statementsOn(certificate, above)).toMatchObject([{ by: 'crl', status: 'revoked' }])
})

describe('GET /sjalvtest', () => {
  test('tells what the server saw', async () => {
    const { status, body } = await at.call('/sjalvtest', [...asJson, '--tlsv1.3'])
    expect([status, JSON.parse(body)]).toMatchObject([
      200,
      {
        status: 'ok',
        orsak: null,
        tls: { protokoll: 'TLSv1.3', chiffer: expect.stringMatching(/^TLS_/) },
        adress: expect.stringMatching(/127\.0\.0\.1|::1/),
        certifikat: {
          innehavare: 'Exempelbolaget AB',
          organisationsnummer: '5599001236',
          serialNumber: '165599001236',
          utfardare: 'CN=Kvittens test-CA',
          fingeravtryck: expect.stringMatching(/^[0-9a-f]{64}$/),
          dagarKvar: 729,
        },
        kedja: { betrodd: true, lankar: [{}, { namn: 'CN=Kvittens test-CA' }] },
        sparrkontroll: { svar: 'ej-sparrat', kalla: 'crl', forsenat: false, regel: 'hard' },
        arbetsgivare: '5599001236',
        tjanster: ['sjukanmalan'],
        tjansterITest: [],
        fullmakter: [],
      },
    ])
  })

  test('answers those, too, who are refused, and says why', async () => {
    const ask = async (cert: string | null) => JSON.parse((await at.call('/sjalvtest', asJson, { cert })).body)
    expect(await ask(null)).toMatchObject({
      status: 'nekad',
      orsak: { case: 'no_certificate' },
      certifikat: null,
      arbetsgivare: null,
    })
    expect(await ask(at.pki.expired)).toMatchObject({
      status: 'nekad',
      orsak: { case: 'expired' },
      certifikat: { dagarKvar: -2 },
    })
    expect(await ask(at.pki.wrongCa)).toMatchObject({
      orsak: { case: 'foreign_ca' },
      kedja: { betrodd: false },
      sparrkontroll: { svar: 'ej-kontrollerat' },
    })
    expect(await ask(at.pki.revoked)).toMatchObject({
      orsak: { case: 'revoked' },
      sparrkontroll: { svar: 'sparrat', kalla: 'crl' },
    })
    const unregistered = await ask(await leaf())
    expect(unregistered).toMatchObject({
      orsak: { case: 'not_registered', text: expect.stringContaining('registrerat') },
      namn: null,
    })
  })

  test('in XML', async () => {
    const { headers, body } = await at.call('/sjalvtest', [], { cert: at.pki.revoked })
    expect(headers['content-type']).toBe('application/xml; charset=utf-8')
    expect(body).toMatch(/<sjalvtest version="1.0" status="nekad"><orsak case="revoked">Certifikatet är spärrat/)
    expect(body).toMatch(/<sparrkontroll svar="sparrat" regel="hard" forsenat="nej" kalla="crl"/)
  })
})

test('a weak key is told so, where TLS itself takes it at all', async () => {
  const file = await registered({ key: 'rsa1024' })
  const args = ['--ciphers', 'DEFAULT@SECLEVEL=0', '--cert', file, '--cacert', at.pki.ca, `https://localhost:${at.port}/health`]
  const { exit, body } = await runCurl(args)
  // 35, 56 and 58: TLS refused it, on our side or on curl's.
  expect(exit === 0 ? body : `curl ${exit}`).toMatch(/<case>weak_certificate<\/case>|^curl (35|56|58)$/)
})

test('a list that is renewed in its file counts without a restart, and a file that is gone leaves the last one', async () => {
  const file = join(at.pki.dir, 'renewed.pem')
  writeFileSync(file, readFileSync(at.pki.crl))
  const before = at.parts.trust
  let looks = 0
  at.parts.trust = openTrust({
    db: at.gatewayDb,
    ca: readFileSync(at.pki.ca),
    readLists: () => {
      looks++
      return readFileSync(file)
    },
    policy: DEFAULT_POLICY,
    freshMs: 200,
  })
  try {
    const cert = await registered()
    expect((await refusal(cert)).status).toBe(200)
    writeFileSync(file, await issueCrl(authority, [new X509Certificate(readFileSync(cert)).serialNumber.toLowerCase()]))
    await expect.poll(async () => (await refusal(cert)).case).toBe('revoked')
    rmSync(file)
    const last = looks
    const lookedAgain = async () => {
      expect((await refusal(cert)).case).toBe('revoked')
      return looks
    }
    await expect.poll(lookedAgain).toBeGreaterThan(last)
    expect((await refusal(cert)).case).toBe('revoked')
    expect((await refusal(at.pki.employer(at.second.orgnr))).status).toBe(200)
  } finally {
    at.parts.trust = before
  }
})
