// Files that come in, handed in by the machine's own curl.
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { sickFile, sized } from '#e2e/fixtures/web.ts'
import type { Report } from '#lib/checking/report.ts'
import { LIMITS } from '#lib/limits.ts'
import { openLog } from '#lib/log.ts'
import { openPayload } from '#lib/store/open-payload.ts'

let at: GatewayFixture
let folder: string
beforeAll(async () => {
  at = await gatewayFixture()
  folder = join(at.dir, 'files')
  mkdirSync(folder)
})
afterAll(() => at.drop())

const JSON_PLEASE = ['-H', 'Accept: application/json']
const SERVICE = '/filoverforing/sjukanmalan'
const SICK = `${SERVICE}/`
const sha256Of = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')

function put(name: string, content: string | Uint8Array = sickFile()): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

async function storedBytes(sha256: string): Promise<string> {
  const parts: Uint8Array[] = []
  const payload = { dir: at.dir, employerId: at.first.employerId, sha256, identity: at.identity }
  for await (const part of openPayload(payload)) parts.push(part)
  return Buffer.concat(parts).toString()
}

test('the guide’s own line: curl --cert --cacert -T, and an address that ends in a slash', async () => {
  const content = sickFile({ cases: 2 })
  const answer = await at.call(SICK, ['-T', put('sjuk.xml', content)])
  expect([answer.exit, answer.status, answer.headers['content-type']]).toEqual([0, 202, 'application/xml; charset=utf-8'])
  expect(answer.body).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<kvittens version="1.0" dubblett="nej"><referens>([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z])<\/referens><status>i-ko<\/status><mottagen>[^<]+[+]0[12]:00<\/mottagen><tjanst>sjukanmalan<\/tjanst><arbetsgivare>5599001236<\/arbetsgivare><filnamn>sjuk.xml<\/filnamn><bytes>\d+<\/bytes><sha256>[0-9a-f]{64}<\/sha256><antal>2<\/antal><varningar>0<\/varningar><\/kvittens>\n$/,
  )
  expect(answer.headers.location).toMatch(/^\/kvittenser\/[2-9A-Z-]{11}$/)
  expect(await storedBytes(sha256Of(content))).toBe(content)
})

test('in JSON, with the same names', async () => {
  const content = sickFile()
  const answer = await at.call(SICK, ['-T', put('b.xml', content), ...JSON_PLEASE])
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
    202,
    { status: 'i-ko', filnamn: 'b.xml', sha256: sha256Of(content), kvittensID: null, levererad: null, dubblett: false },
  ])
})

test('it is the certificate who did it, in the submission and in the audit trail', async () => {
  const { headers } = await at.call(SICK, ['-T', put('who.xml')])
  const reference = headers.location?.split('/').at(-1) ?? ''
  const submission = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference } })
  expect(submission).toMatchObject({ way: 'gateway', personId: null, certificate: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const audit = await at.owner.prisma.audit.findFirst({ where: { object: submission.id } })
  expect(audit).toMatchObject({ actor: `certificate:${submission.certificate}`, action: 'submission.submitted' })
})

describe('every way that curl has to send a file', () => {
  test.each<[string, string, (file: string) => string[], string]>([
    ['-T and the name in the address', `${SICK}egen.xml`, (file) => ['-T', file], 'egen.xml'],
    ['-T as HTTP/1.0, as old curls do', SICK, (file) => ['-0', '-T', file], 'way.xml'],
    ['-T in chunks', SICK, (file) => ['--http1.1', '-H', 'Transfer-Encoding: chunked', '-T', file], 'way.xml'],
    ['-T without waiting for "100 Continue"', SICK, (file) => ['-H', 'Expect:', '-T', file], 'way.xml'],
    ['-T, having asked for "100 Continue"', SICK, (file) => ['-H', 'Expect: 100-continue', '-T', file], 'way.xml'],
    ['-X POST -T', SERVICE, (file) => ['-X', 'POST', '-T', file], 'sjukanmalan.xml'],
    ['--data-binary', SERVICE, (file) => ['--data-binary', `@${file}`], 'sjukanmalan.xml'],
    ['--data-binary, to the address with its slash', SICK, (file) => ['--data-binary', `@${file}`], 'sjukanmalan.xml'],
    [
      '--data-binary and X-Filnamn',
      SERVICE,
      (file) => ['--data-binary', `@${file}`, '-H', 'X-Filnamn: l%C3%B6n.xml', '-H', 'Content-Type: application/xml'],
      'lön.xml',
    ],
    ['-F file=@', SERVICE, (file) => ['-F', `file=@${file}`], 'way.xml'],
    ['-F file=@ with another name', SERVICE, (file) => ['-F', `file=@${file};filename=lön.xml`], 'lön.xml'],
    ['-F file=@ in chunks', SERVICE, (file) => ['-H', 'Transfer-Encoding: chunked', '-F', `file=@${file}`], 'way.xml'],
    ['-F with other fields around it', SERVICE, (file) => ['-F', 'a=b', '-F', `file=@${file}`, '-F', 'c=d'], 'way.xml'],
  ])('%s', async (_, path, args, name) => {
    const content = sickFile({ cases: 3 })
    const { exit, status, body } = await at.call(path, [...args(put('way.xml', content)), ...JSON_PLEASE])
    expect([exit, status, JSON.parse(body).filnamn]).toEqual([0, 202, name])
    expect(await storedBytes(sha256Of(content))).toBe(content)
  })

  test('- (from a pipe), with the name in the address', async () => {
    const content = sickFile()
    const { status } = await at.call(`${SICK}ror.xml`, ['-T', '-'], { input: content })
    expect(status).toBe(202)
    expect(await storedBytes(sha256Of(content))).toBe(content)
  })

  test('several files in one run, on one connection', async () => {
    const files = ['ett.xml', 'tva.xml', 'tre.xml'].map((name) => put(name))
    const { lines, exit } = await at.call(SICK, ['-T', `{${files.join(',')}}`])
    expect([exit, lines.filter((line) => line.includes('202')).length]).toEqual([0, 3])
  })

  test('in fixed positions, named after the e-service when it has no name', async () => {
    const { sampleFixed } = await import('#e2e/fixtures/samples.ts')
    const content = Buffer.from([...sampleFixed({ now: new Date(), records: 3 })].join(''), 'latin1')
    const { status, body } = await at.call(SERVICE, ['--data-binary', `@${put('fast', content)}`])
    expect([status, body]).toEqual([202, expect.stringContaining('<filnamn>sjukanmalan.txt<')])
  })

  test('of many megabytes, asked for after its headers alone were liked', async () => {
    const content = sized(5_000_000)
    const { lines, status } = await at.call(SICK, ['-T', put('stor.xml', content)])
    expect([lines[0], status]).toEqual(['HTTP/1.1 100 Continue', 202])
    expect((await storedBytes(sha256Of(content))) === content).toBe(true)
  })
})

describe('names', () => {
  test.each([
    ['l%C3%B6n%20nov.xml', 'lön nov.xml', 'in UTF-8'],
    ['l%F6n.xml', 'lön.xml', 'in Latin-1, as Windows sends it'],
    ['%96lista.xml', '–lista.xml', 'with Windows-1252’s own signs'],
    ['o%CC%88.xml', 'ö.xml', 'with its dots apart, as macOS sends it'],
    ['a%2Bb%26c.xml', 'a+b&c.xml', 'with signs that mean something in addresses and in XML'],
    ['%3Cb%3E%22.xml', '<b>".xml', 'that looks like XML'],
    [`${'a'.repeat(296)}.xml`, `${'a'.repeat(116)}.xml`, 'of 300 signs, cut with its end kept'],
  ])('%s is known as %s (%s)', async (encoded, name) => {
    const { status, body } = await at.call(SICK + encoded, ['-T', put('x.xml'), ...JSON_PLEASE])
    expect([status, JSON.parse(body).filnamn]).toEqual([202, name])
    const xml = await at.call(JSON.parse(body).referens ? `/kvittenser/${JSON.parse(body).referens}` : '/')
    expect(xml.body).toContain(
      `<filnamn>${name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</filnamn>`,
    )
  })

  test('å, ä and ö that are not encoded in the command are encoded by curl', async () => {
    expect((await at.call(`${SICK}lön.xml`, ['-T', put('x.xml')])).body).toContain('<filnamn>lön.xml</filnamn>')
    expect((await at.call(SICK, ['-T', put('åäö.xml')])).body).toContain('<filnamn>åäö.xml</filnamn>')
  })
})

describe('repeats', () => {
  test('the same file again, and the same key again, are 200 with the first answer', async () => {
    const file = put('again.xml')
    const key = ['-H', `Idempotency-Key: ${randomUUID().padEnd(LIMITS.idempotencyKeyCharacters, '~')}`]
    const first = await at.call(SICK, ['-T', file, ...key])
    for (const more of [key, []]) {
      const again = await at.call(SICK, ['-T', file, ...more])
      expect([again.status, again.headers.location]).toEqual([200, first.headers.location])
      expect(again.body).toContain('dubblett="ja"')
    }
  })

  test('the same key with other bytes is 422, and nothing is kept of it', async () => {
    const key = ['-H', `Idempotency-Key: ${randomUUID()}`]
    await at.call(SICK, ['-T', put('one.xml'), ...key])
    const before = await at.stored()
    const other = await at.call(SICK, ['-T', put('two.xml'), ...key])
    expect([other.status, other.body]).toEqual([422, expect.stringContaining('<code>key_reused</code>')])
    expect(await at.stored()).toEqual(before)
  })

  test('twenty curls at once with one file are one submission', async () => {
    const before = await at.stored()
    const file = put('twenty.xml')
    const answers = await Promise.all(Array.from({ length: 20 }, () => at.call(SICK, ['-T', file])))
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 19 }, () => 200), 202])
    expect(await at.stored()).toMatchObject({ rows: before.rows + 1, audit: before.audit + 1, incoming: [] })
  })

  test('the same bytes of another company are their own submission', async () => {
    const file = put('both.xml', sickFile({ employer: '5599001319' }))
    const cert = at.pki.employer(at.second.orgnr)
    const theirs = await at.call(SICK, ['-T', file], { cert })
    expect([theirs.status, theirs.body]).toEqual([202, expect.stringContaining('<arbetsgivare>5599001319</arbetsgivare>')])
    // It reports for an employer that the first certificate does not speak for.
    expect((await at.call(SICK, ['-T', file])).body).toContain('kod="F12"')
  })

  test('cases that were sent before, in another file, are counted as warnings and stop nothing', async () => {
    await at.call(SICK, ['-T', put('first.xml', sickFile({ cases: 2, daysAgo: 17 }))])
    const { status, body } = await at.call(SICK, ['-T', put('more.xml', sickFile({ cases: 3, daysAgo: 17 })), ...JSON_PLEASE])
    expect([status, JSON.parse(body).varningar]).toEqual([202, 2])
  })
})

describe('checksums', () => {
  const base64 = (text: string) => createHash('sha256').update(text).digest('base64')
  const content = sickFile()
  test.each<[string, string[], number, string]>([
    ['X-Sha256 that holds', ['X-Sha256: OK'], 202, ''],
    ['Repr-Digest that holds', ['Repr-Digest: sha-256=:B64:'], 202, ''],
    ['Content-Digest that holds, beside one of another kind', ['Content-Digest: sha-512=:AAAA:, sha-256=:B64:'], 202, ''],
    ['X-Sha256 that lies', [`X-Sha256: ${'0'.repeat(64)}`], 400, 'digest'],
    ['Repr-Digest that lies', [`Repr-Digest: sha-256=:${base64('x')}:`], 400, 'digest'],
    ['two that differ', ['Repr-Digest: sha-256=:B64:', `Content-Digest: sha-256=:${base64('x')}:`], 400, 'digest'],
    ['one that holds and one that lies', ['X-Sha256: OK', `Content-Digest: sha-256=:${base64('x')}:`], 400, 'digest'],
    ['X-Sha256 that is none', ['X-Sha256: abc'], 400, 'sha256'],
    ['Repr-Digest that is none', ['Repr-Digest: sha-256=abc'], 400, 'sha256'],
    ['only a kind that we do not check', ['Repr-Digest: md5=:1B2M2Y8AsgTpgAmY7PhCfg==:'], 400, 'digest_algorithm'],
  ])('%s', async (_, headers, status, fault) => {
    const own = content.replace('test="ja"', 'test="ja" ')
    const args = headers.flatMap((header) => ['-H', header.replace('OK', sha256Of(own)).replace('B64', base64(own))])
    const before = await at.stored()
    const answer = await at.call(SICK, ['-T', put('sum.xml', own), ...args, ...JSON_PLEASE])
    if (status === 202) expect([200, 202]).toContain(answer.status)
    else {
      expect([answer.status, JSON.parse(answer.body).case]).toEqual([status, fault])
      expect(await at.stored()).toEqual(before)
    }
  })

  test('in a form X-Sha256 is the file’s and Content-Digest the whole body’s', async () => {
    const own = sickFile()
    const file = put('sum.xml', own)
    const good = await at.call(SERVICE, ['-F', `file=@${file}`, '-H', `X-Sha256: ${sha256Of(own)}`])
    expect(good.status).toBe(202)
    const before = await at.stored()
    const bad = await at.call(SERVICE, ['-F', `file=@${put('o.xml')}`, '-H', `Content-Digest: sha-256=:${base64(own)}:`])
    expect([bad.status, bad.body]).toEqual([400, expect.stringContaining('<case>digest</case>')])
    expect(await at.stored()).toEqual(before)
  })
})

describe('?test=1', () => {
  test('is all that a company in test gets, and the self-test says so', async () => {
    const { employerId } = at.first
    const setState = (state: string) => at.owner.prisma.exchange.updateMany({ where: { employerId }, data: { state } })
    await setState('test')
    try {
      const before = await at.owner.prisma.submission.count()
      expect((await at.call(`${SICK}prov.xml?test=1`, ['-T', put('p.xml', sickFile({ daysAgo: 15 }))])).status).toBe(200)
      const sent = await at.call(SICK, ['-T', put('p.xml'), ...JSON_PLEASE])
      expect([sent.status, JSON.parse(sent.body)]).toMatchObject([403, { case: 'in_test' }])
      expect(await at.owner.prisma.submission.count()).toBe(before)
      const seen = await at.call('/sjalvtest', JSON_PLEASE)
      expect(JSON.parse(seen.body)).toMatchObject({ tjanster: [], tjansterITest: ['sjukanmalan'] })
      expect((await at.call('/sjalvtest', [])).body).toContain('<tjanstITest>sjukanmalan</tjanstITest>')
    } finally {
      await setState('production')
    }
  })

  test('tells what would be said, and stores nothing', async () => {
    const before = await at.stored()
    const good = await at.call(`${SICK}prov.xml?test=1`, ['-T', put('p.xml', sickFile({ daysAgo: 15 }))])
    expect([good.status, good.headers['content-type']]).toEqual([200, 'application/xml; charset=utf-8'])
    expect(good.body).toContain('<felrapport version="1.0" tjanst="sjukanmalan" stopp="0" varningar="0" poster="1"/>')
    const bad = await at.call(`${SERVICE}?test=1`, ['-F', `file=@${put('p.xml', sickFile().replace('189001', '189002'))}`])
    expect(bad.status).toBe(422)
    expect(bad.body).toMatch(
      /<fel kod="I0\d" niva="stop" rad="\d+" kolumn="\d+" byte="\d+" post="1" falt="personnummer" referens="[^"]+" varde="189002\d\d\*{4}">/,
    )
    const json = await at.call(`${SERVICE}?test=1`, ['--data-binary', `@${put('p.xml', 'x')}`, ...JSON_PLEASE])
    expect([json.status, json.headers['content-type'], JSON.parse(json.body)]).toMatchObject([
      422,
      'application/problem+json; charset=utf-8',
      { type: 'about:blank', code: 'stopped', status: 422, stop: 1, findings: [{ code: 'F02', severity: 'stop' }] },
    ])
    expect(await at.stored()).toEqual(before)
  })

  test('answers with as many findings as the limit, and counts the rest', async () => {
    const findingsOf = async (count: number) => {
      const content = sickFile({ daysAgo: 15 }).replace('</sjukfall>', `${'<x/>'.repeat(count)}</sjukfall>`)
      const { body } = await at.call(`${SERVICE}?test=1`, ['--data-binary', `@${put('many.xml', content)}`, ...JSON_PLEASE])
      const { stop, findings } = JSON.parse(body) as { stop: number; findings: unknown[] }
      return [stop, findings.length]
    }
    const most = LIMITS.answeredFindings
    expect(await findingsOf(most)).toEqual([most, most])
    expect(await findingsOf(most + 1)).toEqual([most + 1, most])
  })

  test('knows what was sent before', async () => {
    const file = put('sent.xml')
    await at.call(SICK, ['-T', file])
    const { status, body } = await at.call(`${SERVICE}?test=1`, ['--data-binary', `@${file}`])
    expect([status, body]).toEqual([200, expect.stringContaining('kod="F11" niva="varning"')])
  })

  test('of an e-service that only checks is there for everybody; handing in to it is refused', async () => {
    const path = '/filoverforing/franvarouppgift'
    expect((await at.call(`${path}?test=1`, ['--data-binary', `@${put('f.xml')}`])).status).toBe(422)
    const { status, body } = await at.call(path, ['--data-binary', `@${put('f.xml')}`])
    expect([status, body]).toEqual([400, expect.stringContaining('<case>check_only</case>')])
  })

  test('misspelt never becomes a real hand-in', async () => {
    const before = await at.stored()
    for (const query of ['test=ja', 'test=', 'test=true', 'test=1&test=0'])
      expect((await at.call(`${SERVICE}?${query}`, ['--data-binary', `@${put('m.xml')}`])).status).toBe(400)
    expect(await at.stored()).toEqual(before)
  })
})

describe('a personnummer in the file name', () => {
  const NAME = 'Anna 900602-2397 rygg.xml'
  const MASKED = 'Anna 900602-xxxx rygg.xml'
  const IN_ADDRESS = encodeURIComponent(NAME)
  let logged = ''
  let log: GatewayFixture['parts']['log']
  beforeAll(() => {
    const to = new Writable({
      write(chunk, _encoding, done) {
        logged += String(chunk)
        done()
      },
    })
    log = at.parts.log
    at.parts.log = openLog({ process: 'gateway', instance: 'test', level: 'debug', to })
  })
  afterAll(() => {
    at.parts.log = log
  })

  test.each<[string, string, (file: string) => string[]]>([
    ['-T and the file’s own name', SICK, (file) => ['-T', file]],
    ['in the address', `${SICK}${IN_ADDRESS}`, (file) => ['-T', file]],
    ['in the address, encoded twice', `${SICK}${encodeURIComponent(IN_ADDRESS)}`, (file) => ['-T', file]],
    ['in the address, every digit encoded', `${SICK}${IN_ADDRESS.replace(/2397/, '%32%33%39%37')}`, (file) => ['-T', file]],
    ['X-Filnamn', SERVICE, (file) => ['--data-binary', `@${file}`, '-H', `X-Filnamn: ${IN_ADDRESS}`]],
    ['a form', SERVICE, (file) => ['-F', `file=@${file}`]],
    [
      'a form’s filename*',
      SERVICE,
      (file) => {
        const head = `Content-Disposition: form-data; name="file"; filename="x.xml"; filename*=UTF-8''${IN_ADDRESS}`
        const body = put('form', `--b\r\n${head}\r\n\r\n${readFileSync(file, 'utf8')}\r\n--b--\r\n`)
        return ['--data-binary', `@${body}`, '-H', 'Content-Type: multipart/form-data; boundary=b']
      },
    ],
  ])('%s: masked in the answer, the row and the report, with a remark, and nowhere in the log', async (_, path, args) => {
    const content = sickFile()
    const answer = await at.call(path, [...args(put(NAME, content)), ...JSON_PLEASE])
    const kvittens = JSON.parse(answer.body)
    expect(answer.status).toBe(202)
    expect(decodeURIComponent(kvittens.filnamn)).toBe(MASKED)
    const row = await at.owner.prisma.submission.findFirstOrThrow({ where: { sha256: sha256Of(content) } })
    expect([decodeURIComponent(row.fileName), row.report]).toMatchObject([MASKED, { counts: { F15: 1 } }])
    expect([row.warnings, kvittens.varningar]).toEqual([kvittens.varningar, (row.report as unknown as Report).varning])
    for (const text of [JSON.stringify(answer.headers), answer.body, JSON.stringify(row.report)])
      expect(text).not.toMatch(/(?<![\da-f])2397(?![\da-f])/)
    expect(logged).toContain('submission.submitted')
    expect(logged).not.toMatch(/(?<![\da-f])(2397|900602)(?![\da-f])/)
  })

  test('the same bytes by a name without one are the same file', async () => {
    const content = sickFile()
    const [first, again] = [put(NAME, content), put('rygg.xml', content)]
    const { referens } = JSON.parse((await at.call(SICK, ['-T', first, ...JSON_PLEASE])).body)
    expect(JSON.parse((await at.call(SICK, ['-T', again, ...JSON_PLEASE])).body)).toMatchObject({ referens, dubblett: true })
  })

  test.each([
    ['an e-service that there is not', `/filoverforing/finns-inte/${IN_ADDRESS}`, ['-T', '-'], 404],
    ['a method that there is not', `${SICK}${IN_ADDRESS}`, ['-X', 'PATCH'], 405],
    ['an address that there is not', `/${IN_ADDRESS}`, [], 404],
    ['a file from FK that there is not', `${SICK}${IN_ADDRESS}`, [], 404],
    ['a broken address', `${SICK}%ZZ${IN_ADDRESS}`, ['-T', '-'], 400],
    ['a key', SICK, ['-T', '-', '-H', 'Idempotency-Key: sjuk-19900602-2397'], 400],
  ])('%s is refused without a word of it', async (_, path, args, status) => {
    const answer = await at.call(path, [...args], { input: sickFile() })
    expect(answer.status).toBe(status)
    expect(answer.body + JSON.stringify(answer.headers) + logged).not.toMatch(/(?<![\da-f])(2397|900602)(?![\da-f])/)
  })

  test('a test run tells the remark, and a file with a stop too', async () => {
    const tested = await at.call(`${SICK}${IN_ADDRESS}?test=1`, ['-T', put('good.xml')])
    expect([tested.status, tested.body]).toEqual([200, expect.stringContaining('kod="F15" niva="varning"')])
    const stopped = await at.call(`${SICK}${IN_ADDRESS}`, ['-T', put('bad.xml', sickFile().replace('189001', '189002'))])
    expect([stopped.status, stopped.body]).toEqual([422, expect.stringContaining('kod="F15" niva="varning"')])
    expect(tested.body + stopped.body).not.toMatch(/(?<![\da-f])2397(?![\da-f])/)
  })
})

test('says what it replaces: by X-Ersatter, or by a field of the form, before the file or after it', async () => {
  const ways: ((file: string, old: string) => [string, string[]])[] = [
    (file, old) => [SICK, ['-T', file, '-H', `X-Ersatter: ${old}`]],
    (file, old) => [SERVICE, ['-F', `ersatter=${old}`, '-F', `file=@${file}`]],
    (file, old) => [SERVICE, ['-F', `file=@${file}`, '-F', `ersatter=${old}`]],
  ]
  for (const way of ways) {
    const first = await at.call(SICK, ['-T', put('fel.xml'), ...JSON_PLEASE])
    const { referens: old } = JSON.parse(first.body) as { referens: string }
    expect((await at.call(...way(put('ratt.xml'), old))).status).toBe(409)
    await at.owner.prisma.submission.update({ where: { reference: old }, data: { nextAttemptAt: null, refusedAt: new Date() } })
    const { status, body } = await at.call(...way(put('ratt.xml'), old))
    expect(status).toBe(202)
    const [, anew] = /<referens>([^<]+)/.exec(body) ?? []
    expect(JSON.parse((await at.call(`/kvittenser/${old}`, JSON_PLEASE)).body)).toMatchObject({ ersattAv: anew })
    const [address, args] = way(put('tredje.xml'), old)
    const late = await at.call(address, [...args, ...JSON_PLEASE])
    expect([late.status, JSON.parse(late.body)]).toEqual([
      409,
      expect.objectContaining({ case: 'replaced_already', ersattAv: anew }),
    ])
    expect(JSON.parse(late.body).detail).toContain(`ersatts av ${anew}`)
    expect((await at.call(address, args)).body).toContain(`<ersattAv>${anew}</ersattAv>`)
  }
})
