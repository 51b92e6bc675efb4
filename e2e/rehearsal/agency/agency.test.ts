import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as plainRequest } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makePki, OPERATOR_ORGNR, type Pki } from '../pki.ts'
import { freePort } from '../ports.ts'
import type { BehaviourInput } from './behaviour.ts'
import { type RunningAgency, startAgency } from './server.ts'

type Answer = { status: number; body: string; headers: Record<string, unknown> }
type Call = { port: number; method: string; path: string; cert?: string; headers?: Record<string, string>; body?: string }

const ORGNR = '5599001236'
let dir: string
let pki: Pki
let agency: RunningAgency

const options = () => ({
  port: 0,
  controlPort: 0,
  dir: join(dir, 'agency'),
  certificate: pki.agency,
  ca: pki.ca,
  crl: pki.crl,
  operator: OPERATOR_ORGNR,
})

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kvittens-agency-'))
  pki = await makePki(join(dir, 'pki'), [{ orgnr: ORGNR, name: 'Testbolaget AB' }])
  agency = await startAgency(options())
})
afterAll(async () => {
  await agency.close()
  rmSync(dir, { recursive: true })
})
beforeEach(() => control('POST', '/reset'))

function call({ port, method, path, cert, headers, body }: Call): Promise<Answer> {
  const pem = cert === '' ? undefined : readFileSync(cert ?? pki.operator)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: 'localhost',
        port,
        method,
        path,
        headers,
        ca: readFileSync(pki.ca),
        agent: false,
        ...(pem && { cert: pem, key: pem }),
      },
      (answer) =>
        void text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }), reject),
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

function send(id: string, body = `file ${id}`, extra: Record<string, string> = {}): Promise<Answer> {
  const digest = createHash('sha256').update(body).digest('base64')
  return call({
    port: agency.port,
    method: 'POST',
    path: '/filoverforing/sjukanmalan',
    body,
    headers: {
      'x-arbetsgivare': ORGNR,
      'x-filnamn': 'a.xml',
      'idempotency-key': id,
      'repr-digest': `sha-256=:${digest}:`,
      ...extra,
    },
  })
}

async function control(method: string, path: string, json?: unknown, port = agency.controlPort): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = plainRequest(
      { host: '127.0.0.1', port, method, path, agent: false },
      (answer) => void text(answer).then(resolve, reject),
    )
    sent.on('error', reject)
    sent.end(json === undefined ? undefined : JSON.stringify(json))
  })
}

const behave = (behaviour: BehaviourInput) => control('PUT', '/behaviour', behaviour)
const ledger = async (port = agency.controlPort) =>
  (await control('GET', '/ledger', undefined, port))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
const idIn = (answer: Answer) => /<kvittensID>(.+)<\/kvittensID>/.exec(answer.body)?.[1]

test('a file gets a receipt and a line in the ledger', async () => {
  const answer = await send('a')
  expect(answer.status).toBe(202)
  const sha256 = createHash('sha256').update('file a').digest('hex')
  expect(await ledger()).toEqual([
    {
      messageId: 'a',
      orgnr: ORGNR,
      tjanst: 'sjukanmalan',
      channel: 'https',
      bytes: 6,
      sha256,
      kvittensId: idIn(answer),
      receivedAt: expect.any(String),
      repeats: 0,
    },
  ])
})

test('a repeated message id gets the first receipt, also when both come at once', async () => {
  const first = await send('a')
  const [second, third] = await Promise.all([send('a'), send('a')])
  expect([idIn(second), idIn(third)]).toEqual([idIn(first), idIn(first)])
  expect((await ledger()).map((entry) => entry.repeats)).toEqual([2])
})

test('an agency that does not drop repeats takes the file again', async () => {
  await behave({ dedupe: false })
  expect(idIn(await send('a'))).not.toBe(idIn(await send('a')))
  expect(await ledger()).toHaveLength(2)
})

test('ids that were forgotten are taken anew, and then remembered', async () => {
  const first = await send('a')
  await behave({ dedupe: true, forgetIds: true })
  const second = await send('a')
  expect(idIn(second)).not.toBe(idIn(first))
  expect(idIn(await send('a'))).toBe(idIn(second))
})

test('a digest that lies is refused and nothing is stored', async () => {
  const answer = await send('a', 'file', { 'repr-digest': `sha-256=:${'A'.repeat(43)}=:` })
  expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('<fel kod="DIGEST">')])
  expect(await ledger()).toEqual([])
})

test('a company’s certificate acts for that company only', async () => {
  const path = '/filoverforing/sjukanmalan'
  const sendAs = (orgnr: string) =>
    call({ port: agency.port, method: 'POST', path, cert: pki.employer(ORGNR), body: 'x', headers: { 'x-arbetsgivare': orgnr } })
  expect((await sendAs(ORGNR)).status).toBe(202)
  expect((await sendAs('5599000006')).status).toBe(403)
})

test.each(['', 'expired', 'wrongCa', 'revoked'] as const)('no connection with a certificate that is %s', async (kind) => {
  const cert = kind === '' ? '' : pki[kind]
  await expect(call({ port: agency.port, method: 'GET', path: '/utfiler', cert })).rejects.toThrow()
})

describe('behaviour', () => {
  const answers = async (mode: string) => {
    await behave({ rules: [{ mode: mode as 'reject', share: 1 }] })
    return send('a')
  }

  test.each([
    ['reject', 422],
    ['status-500', 500],
    ['status-503', 503],
    ['status-404', 404],
    ['html-answer', 200],
  ])('%s answers %i and stores nothing', async (mode, status) => {
    expect((await answers(mode)).status).toBe(status)
    expect(await ledger()).toEqual([])
  })

  test.each(['reset-before-body', 'reset-mid-body'])('%s breaks the line and stores nothing', async (mode) => {
    await expect(answers(mode)).rejects.toThrow(/ECONNRESET|socket hang up/)
    expect(await ledger()).toEqual([])
  })

  test('store-then-reset breaks the line with the file in the ledger', async () => {
    await expect(answers('store-then-reset')).rejects.toThrow(/ECONNRESET|socket hang up/)
    expect(await ledger()).toHaveLength(1)
  })

  test.each([
    ['hang', 0],
    ['store-then-hang', 1],
  ])('%s never answers, with %i in the ledger', async (mode, stored) => {
    await behave({ rules: [{ mode: mode as 'hang' }] })
    const waiting = send('a').then(
      () => 'answered',
      () => 'broken',
    )
    while ((await ledger()).length < stored) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 500, 'waits'))])).toBe('waits')
    expect(await ledger()).toHaveLength(stored)
  })

  test('slow answers late and whole', async () => {
    expect(idIn(await answers('slow'))).toBe((await ledger())[0].kvittensId)
  })

  test('empty-answer stores and says nothing', async () => {
    expect((await answers('empty-answer')).body).toBe('')
    expect(await ledger()).toHaveLength(1)
  })

  test('old-receipt answers with the receipt of an earlier file', async () => {
    const first = await send('first')
    expect(idIn(await answers('old-receipt'))).toBe(idIn(first))
    expect(await ledger()).toHaveLength(2)
  })

  test('a share and a company limit whom a rule hits', async () => {
    await behave({
      rules: [
        { mode: 'reject', share: 0 },
        { mode: 'status-503', orgnr: '5599000006' },
      ],
    })
    expect((await send('a')).status).toBe(202)
    expect((await send('b', 'b', { 'x-arbetsgivare': '5599000006' })).status).toBe(503)
  })

  test('error-later is taken now and disapproved later', async () => {
    const id = idIn(await answers('error-later'))
    const verdict = async () => (await call({ port: agency.port, method: 'GET', path: `/kvittens/${id}` })).body
    expect(await verdict()).toContain('<besked status="mottagen">')
    await expect.poll(verdict).toContain('<besked status="underkand"><orsak>')
  })

  test('a behaviour that cannot be read is refused', async () => {
    expect(await control('PUT', '/behaviour', { rules: [{ mode: 'explode' }] })).toContain('error')
  })
})

test('a file that was taken is approved, and an unknown kvittensID is not found', async () => {
  const path = `/kvittens/${idIn(await send('a'))}`
  await expect
    .poll(async () => (await call({ port: agency.port, method: 'GET', path })).body, { timeout: 60_000 })
    .toContain('"godkand"')
  expect((await call({ port: agency.port, method: 'GET', path: '/kvittens/nope' })).status).toBe(404)
})

test('files for employers are listed until acknowledged, and only to those they concern', async () => {
  await control('POST', '/deliveries', {
    orgnr: ORGNR,
    tjanst: 'sjukanmalan',
    filnamn: 'å&.xml',
    base64: Buffer.from('svar').toString('base64'),
  })
  const get = (path: string, method = 'GET', cert?: string) => call({ port: agency.port, method, path, ...(cert && { cert }) })
  const list = await get('/utfiler')
  const id = /id="([^"]+)"/.exec(list.body)?.[1]
  expect(list.body).toContain(`arbetsgivare="${ORGNR}" tjanst="sjukanmalan" namn="å&amp;.xml"`)
  expect((await get('/utfiler', 'GET', pki.unknownOrg)).body).toContain('<filer/>')
  expect((await get(`/utfiler/${id}`, 'GET', pki.unknownOrg)).status).toBe(404)
  expect((await get(`/utfiler/${id}`)).body).toBe('svar')
  expect((await get(`/utfiler/${id}?kvittera=1`, 'POST')).status).toBe(200)
  expect((await get('/utfiler')).body).toContain('<filer/>')
})

test('the ledger of a killed agency is whole: a torn last line is dropped, ids and behaviour are remembered', async () => {
  const [port, controlPort] = [await freePort(), await freePort()]
  const own = join(dir, 'killed')
  const env = { ...process.env, AGENCY_PORT: `${port}`, AGENCY_CONTROL_PORT: `${controlPort}`, AGENCY_DIR: own }
  const start = async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: { ...env, AGENCY_CERT: pki.agency, AGENCY_CA: pki.ca, AGENCY_CRL: pki.crl },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    return child
  }
  const kill = (child: Awaited<ReturnType<typeof start>>) =>
    new Promise((resolve) => {
      child.once('exit', resolve)
      child.kill('SIGKILL')
    })
  const submit = (body: string) =>
    call({
      port,
      method: 'POST',
      path: '/filoverforing/sjukanmalan',
      body,
      headers: { 'x-arbetsgivare': ORGNR, 'idempotency-key': 'same' },
    })
  const first = await start()
  const answer = await submit('x')
  await control('PUT', '/behaviour', { rules: [{ mode: 'reject', orgnr: '5599000006' }] }, controlPort)
  await kill(first)
  appendFileSync(join(own, 'ledger.jsonl'), '{"kind":"message","entry":{"messageId"')
  const second = await start()
  expect(idIn(await submit('x'))).toBe(idIn(answer))
  expect((await ledger(controlPort)).map((entry) => entry.repeats)).toEqual([1])
  expect(await control('GET', '/behaviour', undefined, controlPort)).toContain('5599000006')
  await kill(second)
})
