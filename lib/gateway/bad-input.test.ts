// Everything bad that the contract names, each by a real curl where curl can do it, and by a raw TLS connection where it cannot.

import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setServices } from '#e2e/fixtures/exchanges.ts'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { rawGateway } from '#e2e/fixtures/raw-gateway.ts'
import { sickFile, sized } from '#e2e/fixtures/web.ts'
import { openDb } from '#lib/db.ts'
import { UploadGate } from '#lib/intake/upload-gate.ts'
import { LIMITS } from '#lib/limits.ts'
import { HTTP_CASES } from '#lib/text/gateway-codes.ts'
import { refusalTexts } from '#lib/text/refusals.ts'

const MAX = 3_000_000
let at: GatewayFixture
let folder: string
let before: Awaited<ReturnType<GatewayFixture['stored']>>
beforeAll(async () => {
  at = await gatewayFixture({ MAX_BYTES: MAX, UPLOAD_IDLE_S: 3, UPLOAD_SLOWEST_BYTES_PER_S: 60_000, UPLOAD_LONGEST_S: 20 })
  folder = join(at.dir, 'files')
  mkdirSync(folder)
})
afterAll(() => at.drop())

beforeEach(async () => {
  before = await at.stored()
})
/** What is refused leaves nothing (R8), and the next file comes in. */
afterEach(async () => {
  // Whoever went away may be noticed a little later.
  await expect.poll(() => at.stored()).toEqual(before)
  expect((await at.call(SICK, ['-T', put('good.xml')])).status).toBe(202)
})

const JSON_PLEASE = ['-H', 'Accept: application/json']
const SERVICE = '/filoverforing/sjukanmalan'
const SICK = `${SERVICE}/`

function put(name: string, content: string | Uint8Array = sickFile()): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

describe('a certificate', () => {
  test.each([
    ['expired', 'expired'],
    ['wrongCa', 'foreign_ca'],
    ['revoked', 'revoked'],
    [null, 'no_certificate'],
  ] as const)('that is %s is told so: %s', async (kind, detail) => {
    const { exit, status, body } = await at.call(SICK, ['-T', put('c.xml'), ...JSON_PLEASE], { cert: kind && at.pki[kind] })
    expect([exit, status]).toEqual([0, 403])
    expect(JSON.parse(body)).toMatchObject({ case: detail, detail: refusalTexts.sv.not_allowed[detail] })
  })

  test('of a company that we do not know is told so, before a byte of the file has left', async () => {
    const file = put('c.xml', sized(2_000_000))
    const answer = await at.call(SICK, ['-T', file, '-H', 'Expect: 100-continue', ...JSON_PLEASE], { cert: at.pki.unknownOrg })
    expect([answer.status, answer.lines.length, answer.uploaded]).toEqual([403, 1, 0])
    expect(JSON.parse(answer.body)).toMatchObject({ case: 'organisation', detail: refusalTexts.sv.not_allowed.organisation })
  })

  test('of a company that leaves while its file is on its way brings nothing in', async () => {
    const file = sickFile()
    const { employerId: id } = at.first
    const head = [
      `PUT ${SICK}x.xml HTTP/1.1`,
      'Host: localhost',
      `Content-Length: ${Buffer.byteLength(file)}`,
      'Connection: close',
    ]
    try {
      const { text } = await rawGateway(at, {
        head,
        body: [
          file.slice(0, 300),
          () => expect.poll(() => at.parts.gate.count).toBe(1),
          () => setServices(at.owner, id, []),
          file.slice(300),
        ],
      })
      expect(text).toContain('403 Forbidden')
    } finally {
      await setServices(at.owner, id, ['sjukanmalan'])
    }
  })
})

describe('an address', () => {
  test.each<[string, string, string[], number, string | undefined]>([
    ['of an e-service that there is not', '/filoverforing/finnsinte/', [], 404, 'service'],
    ['without its slash', SERVICE, [], 405, 'slash'],
    ['that climbs (../)', '/filoverforing/../filoverforing/sjukanmalan/x.xml', ['--path-as-is'], 400, 'target'],
    ['that climbs in disguise', `${SICK}%2e%2e`, ['--path-as-is'], 400, 'target'],
    ['with a path for a name', `${SICK}..%2f..%2fetc%2fpasswd`, [], 400, 'file_name'],
    ['with a Windows path for a name', `${SICK}..%5c..%5cboot.ini`, [], 400, 'file_name'],
    ['with a NUL in the name', `${SICK}a.xml%00.exe`, [], 400, 'file_name'],
    ['with a CR LF in the name', `${SICK}a.xml%0d%0aX-Evil:%20ja`, [], 400, 'file_name'],
    ['with a name that reads backwards', `${SICK}sjuk%E2%80%AElmx.exe`, [], 400, 'file_name'],
    ['with a name of dots', `${SICK}...`, ['--path-as-is'], 400, 'file_name'],
    ['with a name of spaces', `${SICK}%20%20`, [], 400, 'file_name'],
    ['with a broken escape in the name', `${SICK}a%zz.xml`, [], 400, 'file_name'],
    ['of a file in a folder', `${SICK}mapp/a.xml`, [], 404, undefined],
    ['elsewhere', `${SICK}a.xml`, ['--request-target', 'http://evil.invalid/x'], 404, undefined],
    ['with a user name', `${SICK}a.xml`, ['--request-target', 'http://a@localhost/x'], 400, 'target'],
    ['elsewhere, without saying how', `${SICK}a.xml`, ['--request-target', '//evil.invalid/x'], 400, 'target'],
    ['of 9000 signs', `${SICK}${'a'.repeat(9000)}`, [], 400, 'target'],
  ])('%s', async (_, path, args, status, fault) => {
    const answer = await at.call(path, ['-T', put('a.xml'), ...args, ...JSON_PLEASE])
    expect([answer.status, JSON.parse(answer.body).case]).toEqual([status, fault])
    expect(HTTP_CASES.some((known) => known.status === status)).toBe(true)
  })

  test('without a name, from a pipe', async () => {
    const answer = await at.call(SICK, ['-T', '-'], { input: sickFile() })
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('<case>file_name</case>')])
  })

  test('with two hosts, or none', async () => {
    for (const hosts of [['Host: localhost', 'Host: evil.invalid'], []]) {
      const { status } = await rawGateway(at, { head: [`GET /health HTTP/1.1`, ...hosts, 'Connection: close'] })
      expect(status).toBe(400)
    }
  })

  test.each([
    ['DELETE', `${SICK}a.xml`],
    ['PATCH', `${SICK}a.xml`],
    ['DELETE', '/kvittenser'],
    ['PUT', '/health'],
    ['OPTIONS', SERVICE],
  ])('that does not take %s (%s) says what it takes', async (method, path) => {
    const { status, headers } = await at.call(path, ['-X', method, ...JSON_PLEASE])
    expect([status, headers.allow]).toEqual([405, expect.stringMatching(/GET|PUT|POST/)])
    expect(headers.allow).not.toContain(method)
  })
})

describe('a header', () => {
  test.each<[string, string[], number, string | undefined]>([
    ['gzip on the way', ['Content-Encoding: gzip'], 415, 'encoding'],
    ['a type that is none of ours', ['Content-Type: application/pdf'], 415, undefined],
    ['another kind of parts', ['Content-Type: multipart/mixed; boundary=x'], 415, undefined],
    ['a key that is none', [`Idempotency-Key: ${'x'.repeat(LIMITS.idempotencyKeyCharacters + 1)}`], 400, 'key'],
    ['a key with a space in it', ['Idempotency-Key: a b'], 400, 'key'],
    ['a length that is none', ['Content-Length: many'], 400, undefined],
    ['two ways to tell the length', ['Content-Length: 5', 'Transfer-Encoding: chunked'], 400, undefined],
    ['an expectation that nobody knows', ['Expect: miracles'], 417, undefined],
  ])('%s', async (_, headers, status, fault) => {
    const lines = [`PUT ${SICK}a.xml HTTP/1.1`, 'Host: localhost', 'Accept: application/json', 'Connection: close', ...headers]
    const length = headers.some((header) => /^(Content-Length|Transfer)/.test(header)) ? [] : ['Content-Length: 0']
    const answer = await rawGateway(at, { head: [...lines, ...length] })
    expect([answer.status, /"case":"(\w+)"/.exec(answer.text)?.[1]]).toEqual([status, fault])
  })

  test('compressed with curl, whether it is said or not', async () => {
    const file = put('a.xml.gz', gzipSync(sickFile()))
    const said = await at.call(SICK, ['-T', file, '-H', 'Content-Encoding: gzip'])
    expect([said.status, said.body]).toEqual([415, expect.stringContaining('<case>encoding</case>')])
    const unsaid = await at.call(SICK, ['-T', file])
    expect([unsaid.status, unsaid.body]).toEqual([422, expect.stringContaining('kod="F02"')])
  })
})

describe('a size', () => {
  test('that is too large is refused before the body, by its length', async () => {
    const file = put('big.xml', sized(MAX + 1))
    const { status, lines, uploaded, body } = await at.call(SICK, ['-T', file, '-H', 'Expect: 100-continue'])
    expect([status, lines.length, uploaded, body]).toEqual([413, 1, 0, expect.stringContaining('<code>too_large</code>')])
  })

  test('that is too large is refused where it gets so, in chunks and in forms', async () => {
    const file = put('big.xml', sized(MAX + 1))
    for (const args of [
      ['-H', 'Transfer-Encoding: chunked', '-T', file],
      ['-X', 'POST', '-H', 'Transfer-Encoding: chunked', '-T', file],
      ['-F', `file=@${file}`],
    ])
      expect((await at.call(args[0] === '-H' ? SICK : SERVICE, args)).status).toBe(413)
    expect((await at.call(`${SERVICE}?test=1`, ['-H', 'Transfer-Encoding: chunked', '-X', 'POST', '-T', file])).status).toBe(413)
  })

  test('of nothing is a report', async () => {
    const { status, body } = await at.call(SICK, ['-T', put('empty.xml', '')])
    expect([status, body]).toEqual([422, expect.stringContaining('kod="F01"')])
  })

  test('less than was said: the connection ends, and what came is not the file', async () => {
    const file = sickFile()
    const head = [`PUT ${SICK}a.xml HTTP/1.1`, 'Host: localhost', `Content-Length: ${Buffer.byteLength(file) + 100}`]
    const { status, text } = await rawGateway(at, { head, body: [file], after: 'end' })
    // A TLS connection that is closed for sending is closed both ways: nobody is left to answer.
    expect([0, 400]).toContain(status)
    expect(text).not.toContain('202')
  })

  test('less than was said, by curl, which then waits for an answer', async () => {
    const { status, body } = await at.call(SERVICE, ['-H', 'Content-Length: 9999', '--data-binary', `@${put('short.xml')}`])
    expect([status, body]).toEqual([400, expect.stringContaining('<case>too_slow</case>')])
  })

  test('more than was said: what is said is read, and it is no whole file', async () => {
    const file = sickFile()
    const head = [`PUT ${SICK}a.xml HTTP/1.1`, 'Host: localhost', 'Content-Length: 400', 'Connection: close']
    const { text } = await rawGateway(at, { head, body: [file] })
    expect(text.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 422'])
  })
})

describe('a body', () => {
  test('that stops, as curl gives up', async () => {
    const file = put('long.xml', sized(2_000_000))
    const { exit, status } = await at.call(SICK, ['-T', file, '--limit-rate', '100k', '--max-time', '2'])
    expect([exit, status]).toEqual([28, 0])
  })

  test('that stops, as the line breaks', async () => {
    const head = [`PUT ${SICK}a.xml HTTP/1.1`, 'Host: localhost', 'Content-Length: 1000000']
    await rawGateway(at, { head, body: [sized(400_000), () => expect.poll(() => at.parts.gate.count).toBe(1)], after: 'reset' })
  })

  test.each([
    ['cut short', ['5\r\nabcde\r\n', 'ffff\r\nab'], 'end'],
    ['of a size that is none', ['5\r\nabcde\r\n', 'xyz\r\nabc\r\n'], 'wait'],
    ['without their end', ['5\r\nabcde\r\n'], 'end'],
    ['longer than they say', ['5\r\nabcdefgh\r\n0\r\n\r\n'], 'wait'],
  ] as const)('in chunks %s', async (_, body, after) => {
    const head = [`PUT ${SICK}a.xml HTTP/1.1`, 'Host: localhost', 'Transfer-Encoding: chunked']
    const { text } = await rawGateway(at, { head, body, after })
    expect(text).not.toMatch(/ 20[012] /)
  })

  test('that comes too slowly (the ten-minute client, with a limit of seconds)', async () => {
    const file = put('slow.xml', sized(2_000_000))
    const { status, body } = await at.call(SICK, ['-T', file, '--limit-rate', '30k', '-H', 'Expect: 100-continue'])
    expect([status, body]).toEqual([400, expect.stringContaining('<case>too_slow</case>')])
  })

  test('that comes a byte now and then', async () => {
    const head = [`PUT ${SICK}a.xml HTTP/1.1`, 'Host: localhost', 'Content-Length: 1000', 'Accept: application/json']
    const drip = Array.from({ length: 20 }, () => ['a', () => new Promise((resolve) => setTimeout(resolve, 400))]).flat()
    const { text, status } = await rawGateway(at, { head, body: drip })
    expect([status, text]).toEqual([400, expect.stringContaining('"case":"too_slow"')])
  })

  test('that is not this file', async () => {
    for (const content of [
      'Hej!',
      sickFile().slice(0, -40),
      sickFile({ employer: '5599001319' }),
      sickFile().replace('Exempel', 'Ex\u0000mpel'),
    ]) {
      const { status, body } = await at.call(SICK, ['-T', put('bad.xml', content)])
      expect([status, body]).toEqual([422, expect.stringMatching(/<felrapport version="1.0" tjanst="sjukanmalan" stopp="[1-9]/)])
    }
  })
})

describe('a form', () => {
  test.each<[string, string[], string]>([
    ['with two files', ['-F', 'file=@A', '-F', 'file=@B'], 'two_files'],
    ['with two files, one under another name', ['-F', 'file=@A', '-F', 'annan=@B'], 'two_files'],
    ['with its file under another name', ['-F', 'fil=@A'], 'field_file'],
    ['with text where the file should be', ['-F', 'file=hej'], 'no_file'],
    ['without a file', ['-F', 'a=b'], 'no_file'],
    ['with a path for a name', ['-F', 'file=@A;filename=../../etc/passwd'], 'file_name'],
    ['with a name that reads backwards', ['-F', 'file=@A;filename=sjuk\u202elmx.exe'], 'file_name'],
  ])('%s', async (_, args, fault) => {
    const [a, b] = [put('a.xml'), put('b.xml')]
    const own = args.map((arg) => arg.replace('@A', `@${a}`).replace('@B', `@${b}`))
    const { status, body } = await at.call(SERVICE, [...own, ...JSON_PLEASE])
    expect([status, JSON.parse(body).case]).toEqual([400, fault])
  })

  test.each([
    ['cut off after its file', '--x\r\nContent-Disposition: form-data; name="file"; filename="a.xml"\r\n\r\nFILE\r\n--x'],
    ['without its boundary', 'no parts at all'],
    ['of nothing', ''],
  ])('%s', async (_, text) => {
    const input = text.replace('FILE', sickFile())
    const { status } = await at.call(SERVICE, ['-H', 'Content-Type: multipart/form-data; boundary=x', '--data-binary', '@-'], {
      input,
    })
    expect(status).toBe(400)
  })

  test('that names no boundary', async () => {
    const { status } = await at.call(SERVICE, ['-H', 'Content-Type: multipart/form-data', '--data-binary', '@-'], { input: 'x' })
    expect(status).toBe(400)
  })
})

describe('an e-service that the company is not admitted to', () => {
  test('is refused before the body', async () => {
    const { employerId: id } = at.first
    await setServices(at.owner, id, [])
    try {
      const { status, uploaded, body } = await at.call(SICK, ['-T', put('n.xml'), '-H', 'Expect: 100-continue'])
      expect([status, uploaded, body]).toEqual([403, 0, expect.stringContaining('<case>service</case>')])
    } finally {
      await setServices(at.owner, id, ['sjukanmalan'])
    }
  })
})

describe('a part that is away', () => {
  const away = async (fault: string) => {
    const { status, headers, uploaded, body } = await at.call(SICK, ['-T', put('w.xml'), '-H', 'Expect: 100-continue'])
    expect([status, Number(headers['retry-after']) > 0, uploaded]).toEqual([503, true, 0])
    expect(body).toContain(`<case>${fault}</case>`)
  }

  test('the database', async () => {
    const { db } = at.parts
    at.parts.db = openDb('postgresql://nobody@127.0.0.1:9/none')
    try {
      await away('database')
    } finally {
      await at.parts.db.close()
      at.parts.db = db
    }
  })

  test('the store', async () => {
    const { PAYLOAD_DIR } = at.parts.env
    at.parts.env.PAYLOAD_DIR = join(folder, 'not-mounted')
    try {
      await away('storage')
    } finally {
      at.parts.env.PAYLOAD_DIR = PAYLOAD_DIR
    }
  })

  test('room for one more', async () => {
    const { gate } = at.parts
    at.parts.gate = new UploadGate({ most: 0, mostPerEmployer: 0, waitingPerEmployer: 0, waitMs: 0 })
    try {
      await away('busy')
    } finally {
      at.parts.gate = gate
    }
  })
})

test('one company’s slow uploads take its own places only', async () => {
  const cert = at.pki.employer(at.second.orgnr)
  const { gate } = at.parts
  at.parts.gate = new UploadGate({ most: 4, mostPerEmployer: 2, waitingPerEmployer: 10, waitMs: 60_000 })
  try {
    const file = put('long.xml', sized(2_000_000))
    const slow = Array.from({ length: 5 }, () =>
      at.call(SICK, ['-T', file, '--limit-rate', '200k', '--max-time', '5', '-H', `Idempotency-Key: ${randomUUID()}`]),
    )
    await expect.poll(() => at.parts.gate.count).toBe(2)
    const theirs = put('theirs.xml', 'not a file at all')
    expect((await at.call(SICK, ['-T', theirs], { cert })).status).toBe(422)
    expect(at.parts.gate.count).toBe(2)
    expect((await Promise.all(slow)).map(({ exit }) => exit)).toEqual([28, 28, 28, 28, 28])
  } finally {
    at.parts.gate = gate
  }
})
