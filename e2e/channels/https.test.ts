import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DAY_MS } from '#lib/calendar.ts'
import type { Channel } from '#lib/relay/channels/channel.ts'
import { openHttpsChannel } from '#lib/relay/channels/https.ts'
import { loadReceiver, type ReceiverFile } from '#lib/wire/receiver.ts'
import { agencyControl } from '../rehearsal/agency/control-client.ts'
import { rehearsalReceiver } from '../rehearsal/agency/receiver.ts'
import { type RunningAgency, startAgency } from '../rehearsal/agency/server.ts'
import { type Authority, createAuthority, issueCrl, issueLeaf, loadAuthority } from '../rehearsal/pki/authority.ts'
import { makePki, OPERATOR_ORGNR, type Pki } from '../rehearsal/pki.ts'
import { freePort } from '../rehearsal/ports.ts'
import { brief, channelSuite, outgoingFile } from './channel-suite.ts'
import { type Hostile, startHostile } from './hostile-receiver.ts'

const LIMITS = { connectMs: 1_500, continueMs: 400, headersMs: 1_200, bodyMs: 3_000, totalMs: 8_000, leaseMs: 30_000 }
let dir: string
let pki: Pki
let authority: Authority
let agency: RunningAgency
let opened: Channel[] = []

function open(port: number, more: Partial<ReceiverFile> = {}): Channel {
  const file = join(dir, `receiver-${opened.length}.json`)
  writeFileSync(file, JSON.stringify({ ...rehearsalReceiver({ agencyPort: port, pkiDir: pki.dir }), limits: LIMITS, ...more }))
  const channel = openHttpsChannel(loadReceiver(file))
  opened.push(channel)
  return channel
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kvittens-https-'))
  pki = await makePki(join(dir, 'pki'), [{ orgnr: '5599001236', name: 'Testbolaget AB' }])
  authority = await loadAuthority(readFileSync(pki.ca, 'utf8'), readFileSync(join(pki.dir, 'ca-key.pem'), 'utf8'))
  const { agency: certificate, ca, crl } = pki
  agency = await startAgency({
    port: 0,
    controlPort: 0,
    dir: join(dir, 'agency'),
    certificate,
    ca,
    crl,
    operator: OPERATOR_ORGNR,
  })
})
afterAll(async () => {
  await agency.close()
  rmSync(dir, { recursive: true })
})
afterEach(() => {
  for (const channel of opened) channel.retire()
  opened = []
})

let current: Channel
beforeEach(() => {
  current = open(agency.port)
})
const PATIENT = { ...LIMITS, connectMs: 60_000, headersMs: 60_000, bodyMs: 60_000, totalMs: 90_000, leaseMs: 120_000 }
channelSuite({
  name: 'https',
  channel: () => current,
  patient: () => open(agency.port, { limits: PATIENT }),
  agency: () => agencyControl(agency.controlPort),
})

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined
const signal = () => new AbortController().signal
const ours = () => ({ cert: readFileSync(pki.agency), key: readFileSync(pki.agency), ca: readFileSync(pki.ca) })

let hostile: Hostile | undefined
afterEach(async () => {
  await hostile?.close()
  hostile = undefined
})

describe('answers that cannot be believed', () => {
  const answering = async (answer: (response: ServerResponse, request: IncomingMessage) => void) => {
    hostile = await startHostile(ours(), (request, response) => {
      request.resume()
      request.on('end', () => answer(response, request))
    })
    return brief(await open(hostile.port).send(outgoingFile(), signal()))
  }
  const xml = (response: ServerResponse, body: string | Buffer, type = 'application/xml', status = 202) => {
    response.writeHead(status, { 'content-type': type })
    response.end(body)
  }
  const receipt = (ids: string) => `<kvittens>${ids}<mottagen>2026-11-21T14:05:09+01:00</mottagen></kvittens>`
  const id = (text: string) => `<kvittensID>${text}</kvittensID>`

  test.each([
    ['no kvittensID', receipt(''), 'unknown receipt-missing'],
    ['an empty kvittensID', receipt(id(' ')), 'unknown receipt-missing'],
    ['two kvittensID', receipt(id('a') + id('b')), 'unknown receipt-missing'],
    ['a kvittensID of 101 characters', receipt(id('x'.repeat(101))), 'unknown receipt-missing'],
    ['a kvittensID of 10 kB', receipt(id('x'.repeat(10_000))), 'unknown receipt-missing'],
    ['a kvittensID in the wrong place', `<svar>${id('a')}</svar>`, 'unknown receipt-missing'],
    ['a kvittensID with a line break', receipt(id('a&#10;b')), 'unknown receipt-missing'],
    ['XML cut off', receipt(id('a')).slice(0, -5), 'unknown answer-unreadable'],
    ['a DOCTYPE', `<!DOCTYPE kvittens>${receipt(id('a'))}`, 'unknown answer-unreadable'],
    ['another encoding', `<?xml version="1.0" encoding="ISO-8859-1"?>${receipt(id('a'))}`, 'unknown answer-unreadable'],
    ['nothing wrong', receipt(id('a')), 'accepted status-202'],
    ['a kvittensID of 100 characters', receipt(id('x'.repeat(100))), 'accepted status-202'],
    ['a kvittensID in CDATA', receipt(id('<![CDATA[Å1]]>')), 'accepted status-202'],
  ])('a receipt with %s', async (_, body, expected) => {
    expect(await answering((response) => xml(response, body))).toBe(expected)
  })

  test('a receipt in another charset, as HTML, or gzipped', async () => {
    expect(await answering((response) => xml(response, receipt(id('a')), 'application/xml; charset=iso-8859-1'))).toBe(
      'unknown answer-unreadable',
    )
    await hostile?.close()
    expect(await answering((response) => xml(response, receipt(id('a')), 'text/html'))).toBe('unknown answer-unreadable')
    await hostile?.close()
    expect(await answering((response) => xml(response, gzipSync(receipt(id('a')))))).toBe('unknown answer-unreadable')
  })

  test('an error page in HTML is no refusal of the file', async () => {
    expect(await answering((response) => xml(response, '<h1>400</h1>', 'text/html', 400))).toBe('unknown answer-unreadable')
    await hostile?.close()
    expect(await answering((response) => xml(response, '<h1>503</h1>', 'text/html', 503))).toBe('unknown answer-unreadable')
  })

  test('an answer without end is cut at one megabyte', async () => {
    const flood = (response: ServerResponse) => {
      response.writeHead(202, { 'content-type': 'application/xml' })
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 32)));
      }
      response.on('drain', more)
      more()
    }
    expect(await answering(flood)).toBe('unknown answer-too-large')
  })

  test('an answer that is cut, or that trickles', async () => {
    const cut = (response: ServerResponse) => {
      response.writeHead(202, { 'content-type': 'application/xml', 'content-length': 500 })
      response.write(receipt(id('a')))
      setTimeout(() => response.destroy(), 50)
    }
    expect(await answering(cut)).toBe('unknown answer-cut')
    await hostile?.close()
    const trickle = (response: ServerResponse) => {
      response.writeHead(202, { 'content-type': 'application/xml' })
      const drip = setInterval(() => (response.destroyed ? clearInterval(drip) : response.write(' ')), 100)
    }
    expect(await answering(trickle)).toBe('unknown answer-slow')
  })

  test('headers that never end', async () => {
    const endless = (_: ServerResponse, request: IncomingMessage) => {
      request.socket.write('HTTP/1.1 202 Accepted\r\n')
      const drip = setInterval(
        () => (request.socket.destroyed ? clearInterval(drip) : request.socket.write('X-More: y\r\n')),
        100,
      )
    }
    expect(await answering(endless)).toBe('unknown no-answer')
  })

  test('what is not HTTP', async () => {
    expect(await answering((_, request) => request.socket.end('hej\r\n\r\n'))).toBe('unknown answer-unreadable')
  })
})

describe('the file stays here', () => {
  const withServer = async (leaf: { pem: string }, more: Partial<ReceiverFile> = {}) => {
    hostile = await startHostile({ ...ours(), cert: leaf.pem, key: leaf.pem }, (_, response) => response.end())
    const outcome = await open(hostile.port, more).send(outgoingFile(), signal())
    return { outcome, received: hostile.received() }
  }
  const server = { commonName: 'agency', hosts: ['localhost'] }
  const refused = { outcome: { kind: 'unsent', code: 'receiver-certificate', fault: 'line' }, received: 0 }

  test('when the receiver’s certificate is for another name', async () => {
    expect(await withServer(await issueLeaf(authority, { ...server, hosts: ['other.example'] }))).toMatchObject(refused)
  })
  test('when it has expired', async () => {
    const expired = { notBefore: new Date(Date.now() - 9 * DAY_MS), notAfter: new Date(Date.now() - DAY_MS) }
    expect(await withServer(await issueLeaf(authority, { ...server, ...expired }))).toMatchObject(refused)
  })
  test('when it is from another authority', async () => {
    expect(await withServer(await issueLeaf(await createAuthority('Annan'), server))).toMatchObject(refused)
  })
  test('when it is revoked', async () => {
    const leaf = await issueLeaf(authority, server)
    const crl = join(dir, 'crl-with-server.pem')
    writeFileSync(crl, await issueCrl(authority, [leaf.serial]))
    const { tls } = rehearsalReceiver({ agencyPort: 1, pkiDir: pki.dir })
    expect(await withServer(leaf, { tls: { ...tls, crl } })).toMatchObject(refused)
  })
  test('when the list of revoked certificates is too old', async () => {
    const crl = join(dir, 'crl-too-old.pem')
    writeFileSync(crl, await issueCrl(authority, [], new Date(Date.now() - DAY_MS)))
    const { tls } = rehearsalReceiver({ agencyPort: 1, pkiDir: pki.dir })
    expect(await withServer(await issueLeaf(authority, server), { tls: { ...tls, crl } })).toMatchObject(refused)
  })
  test('when the server speaks only an old TLS', async () => {
    hostile = await startHostile(
      { ...ours(), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
      (_, response) => response.end(),
    )
    expect(brief(await open(hostile.port).send(outgoingFile(), signal()))).toBe('unsent tls-refused')
    expect(hostile.received()).toBe(0)
  })
  test('when our own certificate has expired: nothing connects', async () => {
    hostile = await startHostile(ours(), (_, response) => response.end())
    const { tls } = rehearsalReceiver({ agencyPort: 1, pkiDir: pki.dir })
    const channel = open(hostile.port, { tls: { ...tls, certificate: pki.expired, key: pki.expired } })
    expect(channel.obstacle(new Date())).toBe('own-certificate-expired')
    expect(await channel.send(outgoingFile(), signal())).toMatchObject({
      kind: 'unsent',
      code: 'own-certificate-expired',
      fault: 'line',
    })
    expect(hostile.received()).toBe(0)
  })
  test.each(['revoked', 'wrongCa'] as const)('when the receiver refuses our certificate (%s)', async (kind) => {
    const { tls } = rehearsalReceiver({ agencyPort: 1, pkiDir: pki.dir })
    const channel = open(agency.port, { tls: { ...tls, certificate: pki[kind], key: pki[kind] } })
    expect(await channel.send(outgoingFile(Buffer.alloc(2_000_000, 1)), signal())).toMatchObject({ kind: 'unsent' })
  })
  test('when an employer’s own certificate cannot be read: its files wait, and others’ lists are asked for', async () => {
    const { tls } = rehearsalReceiver({ agencyPort: 1, pkiDir: pki.dir })
    const folder = mkdtempSync(join(dir, 'employers-'))
    const file = outgoingFile()
    writeFileSync(join(folder, `${file.orgnr.slice(-10)}.pem`), readFileSync(pki.operator, 'utf8').slice(0, 300))
    const channel = open(agency.port, { tls: { ...tls, employerCertificates: folder } })
    const code = 'own-certificate-unreadable'
    expect(await channel.send(file, signal())).toMatchObject({ kind: 'unsent', code, fault: 'employer' })
    expect(await channel.askVerdict({ kvittensId: 'FK-1', orgnr: file.orgnr }, signal())).toMatchObject({ kind: 'none', code })
    expect(await channel.deliveries?.list(signal())).toMatchObject({ isAnswered: true, codes: [] })
  })
  // Node's own server cuts the line without a word, OpenSSL's says why.
  test.skipIf(!hasOpenssl)('… and says so: under TLS 1.3 when we have connected already', async () => {
    const port = await freePort()
    const files = ['-cert', pki.agency, '-key', pki.agency, '-CAfile', pki.ca, '-CRL', pki.crl]
    const server = spawn('openssl', [
      's_server',
      '-accept',
      String(port),
      ...files,
      ...'-crl_check -Verify 1 -verify_return_error'.split(' '),
    ])
    try {
      await new Promise<void>((resolve) => {
        server.stdout.on('data', (said: Buffer) => said.includes('ACCEPT') && resolve())
      })
      const { tls } = rehearsalReceiver({ agencyPort: 1, pkiDir: pki.dir })
      const revoked = { certificate: pki.revoked, key: pki.revoked }
      const ours = await open(port, { tls: { ...tls, ...revoked } }).send(outgoingFile(), signal())
      expect(ours).toMatchObject({ kind: 'unsent', code: 'tls-refused', fault: 'receiver' })
    } finally {
      server.kill()
    }
  })
  test.each(['revoked', 'wrongCa'] as const)(
    'when it refuses an employer’s own (%s), which concerns that employer alone',
    async (kind) => {
      const { tls } = rehearsalReceiver({ agencyPort: 1, pkiDir: pki.dir })
      const folder = mkdtempSync(join(dir, 'employers-'))
      const file = outgoingFile()
      copyFileSync(pki[kind], join(folder, `${file.orgnr.slice(-10)}.pem`))
      const channel = open(agency.port, { tls: { ...tls, employerCertificates: folder } })
      expect(await channel.send(file, signal())).toMatchObject({ kind: 'unsent', fault: 'employer' })
      const receipt = { kvittensId: 'FK-1', orgnr: file.orgnr }
      expect(await channel.askVerdict(receipt, signal())).toMatchObject({ kind: 'none', fault: 'employer' })
      const withoutList = open(agency.port, { tls: { ...tls, employerCertificates: folder }, deliveries: null })
      expect(await withoutList.askPresence(receipt, signal())).toEqual({ kind: 'answered' })
    },
  )
  test('when nobody listens, the name is unknown, or the line is dead', async () => {
    expect(brief(await open(await freePort()).send(outgoingFile(), signal()))).toBe('unsent connect-refused')
    const nowhere = open(1, { baseAddress: 'https://finns-inte.invalid' })
    expect(brief(await nowhere.send(outgoingFile(), signal()))).toBe('unsent dns')
    const hole = createTcp(() => {})
    await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve))
    const address = hole.address()
    const port = address && typeof address === 'object' ? address.port : 0
    expect(brief(await open(port).send(outgoingFile(), signal()))).toBe('unsent connect-timeout')
    hole.close()
  })
})

test('an answer that came while our process stood still is read, not given up', async () => {
  const { cert, key, ca } = ours()
  const elsewhere = new Worker(ANSWERING, { eval: true, workerData: { cert, key, ca } })
  try {
    const [port] = (await once(elsewhere, 'message')) as [number]
    const sending = open(port).send(outgoingFile(), signal())
    await once(elsewhere, 'message')
    // Longer than the receiver has for its answer, which comes meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LIMITS.headersMs + 1_500)
    expect(brief(await sending)).toBe('accepted status-202')
  } finally {
    await elsewhere.terminate()
  }
})

/** A receiver on a thread of its own: says its port, and when it has a file, and answers a little later. */
const ANSWERING = `
const { parentPort, workerData } = require('node:worker_threads')
const answer = '<kvittens><kvittensID>FK-1</kvittensID></kvittens>'
const server = require('node:https').createServer({ ...workerData, requestCert: true }, (request, response) => {
  request.resume().on('end', () => {
    parentPort.postMessage('has it')
    setTimeout(() => response.writeHead(202, { 'content-type': 'application/xml' }).end(answer), 200)
  })
})
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`

test('a receiver that never says "100 Continue" gets the file after a while', async () => {
  let body = 0
  const take = (request: IncomingMessage, response: ServerResponse) => {
    request.on('data', (chunk: Buffer) => {
      body += chunk.length
    })
    request.on('end', () => {
      response.writeHead(202, { 'content-type': 'text/xml' })
      response.end('<kvittens><kvittensID>A-1</kvittensID></kvittens>')
    })
  }
  hostile = await startHostile(ours(), take, { withContinue: false })
  const one = outgoingFile(Buffer.alloc(100_000))
  expect(await open(hostile.port).send(one, signal())).toMatchObject({ kind: 'accepted', kvittensId: 'A-1', statedAt: null })
  expect(body).toBe(100_000)
})

test('a receiver that is not to be asked for "100 Continue" gets headers and file at once', async () => {
  let expected: string | undefined
  const take = (request: IncomingMessage, response: ServerResponse) => {
    expected = request.headers.expect
    request.resume()
    request.on('end', () => {
      response.writeHead(202, { 'content-type': 'text/xml' })
      response.end('<kvittens><kvittensID>A-1</kvittensID></kvittens>')
    })
  }
  hostile = await startHostile(ours(), take)
  const channel = open(hostile.port, { limits: { ...LIMITS, continueMs: 0 } })
  expect(brief(await channel.send(outgoingFile(), signal()))).toBe('accepted status-202')
  expect(expected).toBeUndefined()
})

describe('a body that is held', () => {
  const takes = (request: IncomingMessage, response: ServerResponse) => {
    request.resume()
    request.on('end', () => {
      response.writeHead(202, { 'content-type': 'text/xml' })
      response.end('<kvittens><kvittensID>A-1</kvittensID></kvittens>')
    })
  }
  const limits = { ...LIMITS, continueMs: 100, quietMs: 500 }
  const file = () => outgoingFile(Buffer.alloc(100_000))

  test('waits for "100 Continue", and ends without a byte of it when that does not come', async () => {
    hostile = await startHostile(ours(), takes, { withContinue: false })
    const channel = open(hostile.port, { limits })
    const outcome = await channel.send(file(), signal(), { holdBody: 'always' })
    expect(outcome).toMatchObject({ kind: 'unsent', code: 'no-continue', fault: 'receiver' })
    expect(hostile.received()).toBeLessThan(1_000)
    // Where it is not known that this receiver ever says so, what else it answers has to do.
    expect(brief(await channel.send(file(), signal(), { holdBody: 'if-known' }))).toBe('accepted status-202')
  })

  test('waits where the receiver has said it before', async () => {
    let says = true
    hostile = await startHostile(ours(), takes, { says: () => says })
    const channel = open(hostile.port, { limits })
    expect(brief(await channel.send(file(), signal()))).toBe('accepted status-202')
    says = false
    expect(brief(await channel.send(file(), signal(), { holdBody: 'if-known' }))).toBe('unsent no-continue')
  })

  test('cannot wait where the receiver is not to be asked', async () => {
    hostile = await startHostile(ours(), takes, { withContinue: false })
    const channel = open(hostile.port, { limits: { ...limits, continueMs: 0 } })
    expect(brief(await channel.send(file(), signal(), { holdBody: 'always' }))).toBe('accepted status-202')
  })
})

describe('whether the receiver is there', () => {
  const receipt = { kvittensId: 'A-1', orgnr: '165599001236' }

  test.each([200, 404, 503])('any answer says so: %i', async (status) => {
    const paths: (string | undefined)[] = []
    hostile = await startHostile(ours(), (request, response) => {
      paths.push(request.url)
      response.writeHead(status).end('x'.repeat(100_000))
    })
    expect(await open(hostile.port).askPresence(receipt, signal())).toEqual({ kind: 'answered' })
    expect(await open(hostile.port, { deliveries: null }).askPresence(receipt, signal())).toEqual({ kind: 'answered' })
    expect(paths).toEqual(['/utfiler', '/kvittens/A-1'])
  })

  test('nothing answers, or there is nothing to ask for', async () => {
    expect(await open(await freePort()).askPresence(null, signal())).toEqual({ kind: 'silent', code: 'connect-refused' })
    hostile = await startHostile(ours(), () => {})
    expect(await open(hostile.port).askPresence(null, signal())).toEqual({ kind: 'silent', code: 'no-answer' })
    expect(await open(hostile.port, { deliveries: null }).askPresence(null, signal())).toEqual({ kind: 'none' })
    const without = { deliveries: null, verdictPath: null }
    expect(await open(hostile.port, without).askPresence(receipt, signal())).toEqual({ kind: 'none' })
  })
})

test('each thing that the receiver does is told while a file goes: a line that stands still tells nothing', async () => {
  hostile = await startHostile(ours(), (request) => void request.socket.pause(), { withContinue: true })
  const at: number[] = []
  const large = outgoingFile(Buffer.alloc(50_000_000))
  const outcome = await open(hostile.port).send(large, signal(), { onProgress: () => at.push(performance.now()) })
  expect(brief(outcome)).toBe('unknown stalled')
  // Connected, continued, and what the line's own buffers hold.
  expect([at.length > 2, at.length < 700]).toEqual([true, true])
})

test('a receipt before the file has left us is not believed', async () => {
  const early = (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(202, { 'content-type': 'text/xml' })
    response.end('<kvittens><kvittensID>A-1</kvittensID></kvittens>')
  }
  hostile = await startHostile(ours(), early, { withContinue: false })
  expect(brief(await open(hostile.port).send(outgoingFile(Buffer.alloc(50_000_000)), signal()))).toBe('unknown answer-too-early')
})

test('a refusal before the body ends the sending', async () => {
  const refuse = (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(413, { 'content-type': 'text/xml', connection: 'close' })
    response.end('<fel kod="STOR">För stor</fel>')
  }
  hostile = await startHostile(ours(), refuse, { withContinue: false })
  expect(brief(await open(hostile.port).send(outgoingFile(Buffer.alloc(50_000_000)), signal()))).toBe('rejected status-413')
  expect(hostile.received()).toBeLessThan(1_000_000)
})

test('connections are used again, and a retired channel lets go of them', async () => {
  const ports = new Set<number | undefined>()
  hostile = await startHostile(ours(), (request, response) => {
    request.resume()
    request.on('end', () => {
      response.writeHead(202, { 'content-type': 'text/xml' })
      response.end('<kvittens><kvittensID>A-1</kvittensID></kvittens>')
    })
    ports.add(request.socket.remotePort)
  })
  const channel = open(hostile.port)
  for (let i = 0; i < 5; i++) await channel.send(outgoingFile(), signal())
  expect(ports.size).toBe(1)
  channel.retire()
  expect(brief(await channel.send(outgoingFile(), signal()))).toBe('accepted status-202')
  expect(ports.size).toBe(2)
})

test('an employer with a certificate of its own sends under it', async () => {
  const { tls } = rehearsalReceiver({ agencyPort: 1, pkiDir: pki.dir })
  const own = { ...tls, certificate: pki.unknownOrg, key: pki.unknownOrg, employerCertificates: pki.dir }
  const channel = open(agency.port, { tls: own })
  // The agency lets a company act for itself only: the channel's own certificate would get 403.
  expect(brief(await channel.send(outgoingFile(), signal()))).toBe('accepted status-202')
  expect(brief(await channel.send(outgoingFile(Buffer.from('x'), { orgnr: '165599000006' }), signal()))).toBe('unsent status-403')
})
