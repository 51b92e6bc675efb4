// kvittens send against a real gateway over real TLS.

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
      expect(stdout + stderr).not.toContain('2397')
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
    const { id } = await at.owner.prisma.employer.create({ data: { orgnr: `16${AGENT.orgnr}`, name: AGENT.name, services: [] } })
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
