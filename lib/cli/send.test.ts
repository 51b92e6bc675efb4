// kvittens send against a real gateway over real TLS.

import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCuttingProxy } from '#e2e/fixtures/cutting-proxy.ts'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { kvittens } from '#e2e/fixtures/kvittens.ts'
import { sickFile, sized } from '#e2e/fixtures/web.ts'
import { issueLeaf, loadAuthority } from '#e2e/rehearsal/pki/authority.ts'
import { registerPem } from '#e2e/rehearsal/pki/register-pem.ts'
import { AGENT } from '#e2e/rehearsal/pki.ts'
import { freePort } from '#e2e/rehearsal/ports.ts'
import { newReference } from '#lib/identifiers.ts'
import { kvittensShape } from './connection/shapes.ts'
import { kvittensExit, kvittensLine } from './format-kvittens.ts'
import { cliMessages } from './messages.ts'

let at: GatewayFixture
let url: string
const strangers: Server[] = []
beforeAll(async () => {
  at = await gatewayFixture()
  url = `https://localhost:${at.port}`
})
afterAll(async () => {
  for (const server of strangers) server.close()
  await at.drop()
})

function put(name: string, content: string): string {
  const file = join(at.dir, name)
  writeFileSync(file, content)
  return file
}

const own = () => ['--cert', at.pki.employer(at.first.orgnr), '--cacert', at.pki.ca]
const send = (args: string[], where = url) => kvittens(['send', ...args, '--url', where, ...own()])
const rows = () => at.owner.prisma.submission.findMany({ orderBy: { submittedAt: 'asc' } })

/** A TLS server that is not the gateway. */
async function strangerAt(pem: string): Promise<{ url: string; heard: () => number }> {
  let heard = 0
  const server = createServer({ key: pem, cert: pem }, () => {
    heard++
  })
  strangers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, heard: () => heard }
}

describe('kvittens send', () => {
  test('a personnummer in the file’s name leaves neither the computer nor the command', async () => {
    const file = put('Anna 900602-2397.xml', sickFile())
    for (const args of [[file], [file, '--json'], [file, '--test']]) {
      const { stdout, stderr, status } = await send(args)
      expect(status).toBe(0)
      expect(stdout).toContain('Anna 900602-xxxx.xml')
      expect(stdout + stderr).not.toMatch(/(?<![\da-f])2397(?![\da-f])/)
    }
    expect((await rows()).at(-1)).toMatchObject({ fileName: 'Anna 900602-xxxx.xml' })
    const missing = await send([`${file}.saknas`])
    expect(missing.stderr).toContain('900602-xxxx')
  })

  test('hands a file in and says its reference; the same again is there only once', async () => {
    const file = put('sjuk å.xml', sickFile())
    const before = (await rows()).length
    const first = await send([file])
    expect(first.stderr).toBe('')
    expect(first.stdout).toMatch(
      /sjuk å\.xml: mottagen 20\d\d-\d\d-\d\d kl\.\u00a0\d\d\.\d\d, referens [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]\.\n$/,
    )
    expect(first.status).toBe(0)
    const again = await send([file, '--json'])
    expect(again.status).toBe(0)
    expect(JSON.parse(again.stdout)).toMatchObject({
      file,
      outcome: 'received',
      kvittens: { dubblett: true, filnamn: 'sjuk å.xml' },
    })
    expect(await rows()).toHaveLength(before + 1)
  })

  test('a file with faults is not handed in: 1, with the place and sentence of each', async () => {
    const before = (await rows()).length
    const { status, stdout } = await send([
      put('fel.xml', sickFile().replace('5599001236</identitet>', '5599001319</identitet>')),
    ])
    expect(stdout).toMatch(/fel\.xml:\d+:\d+ F12 stop /)
    expect(stdout).toMatch(/fel\.xml: går inte att skicka\. 1 post, 1 fel/)
    expect(status).toBe(1)
    expect(await rows()).toHaveLength(before)
  })

  test('an empty file is told to be empty', async () => {
    const { status, stdout } = await send([put('tom.xml', '')])
    expect([status, stdout]).toEqual([1, expect.stringMatching(/tom\.xml:1:1 F01 stop /)])
  })

  test('--test checks and stores nothing', async () => {
    const before = (await rows()).length
    const { status, stdout } = await send([put('prov.xml', sickFile()), '--test'])
    expect([status, stdout]).toEqual([0, expect.stringContaining('prov.xml: kan skickas. 1 post')])
    expect(await rows()).toHaveLength(before)
  })

  test('a P12 file and its password do as well, by settings that lie in a file', async () => {
    const p12 = at.pki.employer(at.first.orgnr).replace(/\.pem$/, '.p12')
    put('losen.txt', 'kvittens\r\n')
    const settings = put('portal.json', JSON.stringify({ url, p12, 'pass-file': 'losen.txt', cacert: at.pki.ca }))
    const good = await kvittens(['send', put('p12.xml', sickFile()), '--settings', settings])
    expect([good.stderr, good.status]).toEqual(['', 0])
    put('losen.txt', 'fel')
    const wrong = await kvittens(['send', put('p12.xml', sickFile()), '--settings', settings])
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('lösenordet saknas eller är fel')])
  })

  test('nobody there: 4, nothing was sent', async () => {
    const { status, stdout } = await send([put('a.xml', sickFile())], `https://localhost:${await freePort()}`)
    expect([status, stdout]).toEqual([
      4,
      expect.stringMatching(/a\.xml: Portalen går inte att nå \(ECONNREFUSED\)\..* Inget skickades\.\n$/),
    ])
  })

  test('a server that is not the portal gets nothing: 3, and what to do', async () => {
    const authority = await loadAuthority(readFileSync(at.pki.ca, 'utf8'), readFileSync(join(at.pki.dir, 'ca-key.pem'), 'utf8'))
    const { pem: otherName } = await issueLeaf(authority, { commonName: 'annan', hosts: ['annan.example'] })
    const unknown = await strangerAt(readFileSync(at.pki.wrongCa, 'utf8'))
    const untrusted = await send([put('b.xml', sickFile())], unknown.url)
    expect([untrusted.status, untrusted.stdout]).toEqual([
      3,
      expect.stringMatching(/inte visa att den är portalen .*--cacert.* Inget skickades\.\n$/),
    ])
    const misnamed = await strangerAt(otherName)
    const named = await send([put('b.xml', sickFile())], misnamed.url)
    expect([named.status, named.stdout]).toEqual([3, expect.stringContaining('Servern heter något annat än adressen')])
    expect([unknown.heard(), misnamed.heard()]).toEqual([0, 0])
  })

  test('an expired certificate of our own is found before anything is sent: 2', async () => {
    const { status, stderr } = await kvittens(['send', put('c.xml', sickFile()), '--url', url, '--cert', at.pki.expired])
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/expired\.pem: certifikatet gick ut 20\d\d-\d\d-\d\d\. Beställ ett nytt/),
    ])
  })

  test('an organisation that is not connected is told so: 3', async () => {
    const args = ['--url', url, '--cert', at.pki.unknownOrg, '--cacert', at.pki.ca]
    const { status, stdout } = await kvittens(['send', put('d.xml', sickFile()), ...args])
    expect([status, stdout]).toEqual([3, expect.stringContaining('inte anslutet')])
  })

  test('an ombud hands in with its own certificate for the company that gave it a mandate, and for no other', async () => {
    const { id } = await at.owner.prisma.employer.create({ data: { orgnr: `16${AGENT.orgnr}`, name: AGENT.name } })
    await registerPem(at.owner, id, at.pki.agent)
    const given = { agentOrgnr: `16${AGENT.orgnr}`, validFrom: new Date('2026-01-01'), validUntil: new Date('2099-01-01') }
    await at.owner.prisma.mandate.create({ data: { employerId: at.first.employerId, ...given } })
    const args = ['--url', url, '--cert', at.pki.agent, '--cacert', at.pki.ca, '--arbetsgivare']
    const good = await kvittens(['send', put('ombud.xml', sickFile()), ...args, '559900-1236'])
    expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('ombud.xml: mottagen')])
    expect((await rows()).at(-1)?.employerId).toBe(at.first.employerId)
    expect((await kvittens(['send', put('ombud.xml', sickFile()), ...args, '5599001319'])).status).toBe(3)
  })

  test.each(['revoked', 'wrongCa'] as const)('a certificate that is %s is not let in, and why: 3', async (kind) => {
    const args = ['--url', url, '--cert', at.pki[kind], '--cacert', at.pki.ca]
    const { status, stdout } = await kvittens(['send', put('f.xml', sickFile()), ...args])
    expect([status, stdout]).toEqual([3, expect.stringMatching(/^.*f\.xml: .*ertifikat/)])
  })

  test('an answer that is lost on the way is asked for again with the same key: one submission, 0', async () => {
    const proxy = await startCuttingProxy(at.port)
    const before = (await rows()).length
    proxy.cutAnswers(1)
    const { status, stdout } = await send([put('e.xml', sized(110_000))], `https://localhost:${proxy.port}`)
    await proxy.close()
    expect([status, stdout]).toEqual([0, expect.stringContaining('e.xml: var redan mottagen')])
    expect(await rows()).toHaveLength(before + 1)
  })

  test.each([
    [['send']],
    [['send', 'x.xml']],
    [['send', 'x.xml', '--url', 'http://localhost:1']],
    [['send', 'x.xml', '--url', 'https://localhost:1']],
    [['fetch', '--url', 'https://localhost:1']],
    [['watch']],
    [['watch', '/nowhere', '--url', 'https://localhost:1']],
  ])('%j could not be run: 2, and why on stderr', async (args) => {
    const { status, stdout, stderr } = await kvittens(args)
    expect([status, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^\S.*\.\n$/s)])
    expect(stderr).not.toContain('    at ')
  })
})

describe('kvittens status, list and withdraw', () => {
  const ask = (args: string[], company: 'first' | 'second' = 'first', where = url) =>
    kvittens([...args, '--url', where, '--cert', at.pki.employer(at[company].orgnr), '--cacert', at.pki.ca])
  const change = (reference: string, data: object) => at.owner.prisma.submission.update({ where: { reference }, data })
  async function handIn(name: string): Promise<string> {
    const { stdout } = await send([put(name, sickFile()), '--json'])
    return (JSON.parse(stdout) as { kvittens: { referens: string } }).kvittens.referens
  }

  test('status: 0 under way and arrived, 1 when somebody must act, with what to do', async () => {
    const reference = await handIn('fraga.xml')
    const spoken = reference.replaceAll('-', ' ').toLowerCase()
    expect(await ask(['status', spoken])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(new RegExp(`^${reference}: I kö\\. fraga\\.xml, mottagen 20\\d\\d-.*\\.\n$`)),
    })
    const now = new Date()
    const { messageId } = await change(reference, {
      heldAt: now,
      heldReason: 'unknown',
      unknownAt: now,
      nextAttemptAt: null,
      attemptCount: 1,
    })
    const held = await ask(['status', reference])
    expect([held.status, held.stdout]).toEqual([1, expect.stringContaining(`uppge meddelande-id ${messageId}`)])
    const again = await send([join(at.dir, 'fraga.xml')])
    expect([again.status, again.stdout]).toEqual([0, expect.stringMatching(/var redan mottagen .* Skicka den inte på nytt\. /)])
    const json = await ask(['status', reference, '--json'])
    expect([json.status, JSON.parse(json.stdout)]).toMatchObject([1, { status: 'vantar', orsak: 'okand' }])
    await change(reference, { heldAt: null, heldReason: null, deliveredAt: now, kvittensId: 'FK-77' })
    const arrived = await ask(['status', reference])
    expect([arrived.status, arrived.stdout]).toEqual([0, expect.stringContaining('kvittensID: FK-77.')])
    await change(reference, { disapprovedAt: now })
    expect((await ask(['status', reference])).status).toBe(1)
    const { id } = await at.owner.prisma.submission.findFirstOrThrow({ where: { reference: await handIn('ersatter.xml') } })
    await change(reference, { replacedBy: id })
    expect(await ask(['status', reference])).toMatchObject({ status: 0, stdout: expect.stringContaining('Ersatt av ') })
  })

  test('several at once give the first code that is not 0; another company’s is not there', async () => {
    const [one, two] = [await handIn('ett.xml'), await handIn('tva.xml')]
    await change(two, { heldAt: new Date(), heldReason: 'gave-up', nextAttemptAt: null })
    const both = await ask(['status', one, two])
    expect([both.status, both.stdout.split('\n').length]).toEqual([1, 3])
    for (const act of ['status', 'withdraw']) {
      const theirs = await ask([act, one], 'second')
      expect([theirs.status, theirs.stdout]).toEqual([1, expect.stringContaining(`${one}: `)])
      expect(theirs.stdout).not.toContain('ett.xml')
    }
    expect((await ask(['list'], 'second')).stdout).toBe('Det finns inga sådana inlämningar.\n')
  })

  test('list: the latest first, as many as asked for, by state, one JSON object a line', async () => {
    const references = [await handIn('a.xml'), await handIn('b.xml')]
    await change(references[0] ?? '', { heldAt: new Date(), heldReason: 'payload', nextAttemptAt: null })
    const { stdout, status } = await ask(['list', '--antal', '2', '--json'])
    const listed = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { referens: string })
    expect([status, listed.map(({ referens }) => referens)]).toEqual([0, references.toReversed()])
    const waiting = await ask(['list', '--status', 'vantar'])
    expect(waiting.stdout).toContain('Lämna in samma fil på nytt.')
    expect(waiting.stdout).not.toContain('b.xml')
    expect((await ask(['list', '--status', 'nej'])).status).toBe(2)
    expect((await ask(['list', '--antal', '0'])).status).toBe(2)
  })

  test('list goes on past one answer of the portal’s', async () => {
    const [row] = await rows()
    if (!row) throw new Error('nothing was handed in')
    const { report, ...rest } = row
    const { origin: _origin, ...columns } = rest
    const more = Array.from({ length: 60 }, (_, n) => ({
      ...columns,
      id: randomUUID(),
      messageId: randomUUID(),
      reference: newReference(randomBytes(8)),
      idempotencyKey: null,
      fileName: `många ${n}.xml`,
      report: report as object,
    }))
    await at.owner.prisma.submission.createMany({ data: more })
    const { stdout } = await ask(['list', '--antal', '55'])
    expect(
      new Set(
        stdout
          .trim()
          .split('\n')
          .map((line) => line.slice(0, 11)),
      ).size,
    ).toBe(55)
    await at.owner.prisma.submission.deleteMany({ where: { fileName: { startsWith: 'många' } } })
  })

  test('withdraw: once and again, and not what has been sent', async () => {
    const reference = await handIn('ater.xml')
    for (let time = 0; time < 2; time++)
      expect(await ask(['withdraw', reference])).toMatchObject({
        status: 0,
        stdout: expect.stringContaining(`${reference}: Återkallad.`),
      })
    const sent = await handIn('skickad.xml')
    await change(sent, { deliveredAt: new Date(), kvittensId: 'FK-78', nextAttemptAt: null })
    const refused = await ask(['withdraw', sent, '--json'])
    expect([refused.status, JSON.parse(refused.stdout)]).toMatchObject([1, { referens: sent, fault: 'refused' }])
  })

  test('what cannot be asked: 2 as it was given, 3 not let in, 4 not reached', async () => {
    expect((await ask(['status'])).status).toBe(2)
    expect(await ask(['status', 'K7MQ'])).toMatchObject({ status: 2, stderr: expect.stringContaining('K7MQ: inte en referens') })
    const reference = await handIn('sist.xml')
    expect((await ask(['status', reference], 'first', `https://localhost:${await freePort()}`)).status).toBe(4)
    const stranger = await kvittens(['status', reference, '--url', url, '--cert', at.pki.unknownOrg, '--cacert', at.pki.ca])
    expect(stranger.status).toBe(3)
    for (const act of ['status', 'list', 'withdraw'])
      expect(await kvittens([act, '--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining(`kvittens ${act}`) })
  })

  test('a portal that does not say why yet is understood', () => {
    const old = {
      referens: 'K7MQ-2XWH-9',
      status: 'vantar',
      mottagen: '2026-11-21T14:05:09+01:00',
      filnamn: 'sjuk.xml',
      sha256: '',
    }
    const answer = kvittensShape.parse({ ...old, levererad: null, kvittensID: null, dubblett: false })
    expect(kvittensLine(answer, { locale: 'sv', say: cliMessages('sv') })).toBe(
      'K7MQ-2XWH-9: Väntar på dig. sjuk.xml, mottagen 2026-11-21 kl.\u00a014.05.',
    )
    expect(kvittensExit(answer)).toBe(1)
  })
})
