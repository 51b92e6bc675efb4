import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawUpload } from '#e2e/fixtures/raw-upload.ts'
import { sickFile, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { purgeKeptReports, readKeptReport } from '#lib/intake/kept-reports.ts'
import { openPayload } from '#lib/store/open-payload.ts'

let at: WebFixture
beforeAll(async () => {
  at = await webFixture({ MAX_BYTES: 100_000 })
})
afterAll(() => at.drop())

type Part = { name: string; value: string | Blob; fileName?: string }
const errand = [
  { name: 'tjanst', value: 'sjukanmalan' },
  { name: 'arbetsgivare', value: '5599001236' },
]
const file = (text: string, fileName = 'sjuk.xml'): Part => ({ name: 'fil', value: new Blob([text]), fileName })

/** Posts a plain form as a browser does, and tells where it leads. */
async function post(
  parts: Part[],
  more: { cookie?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; to: string }> {
  const form = new FormData()
  for (const { name, value, fileName } of parts)
    if (value instanceof Blob) form.append(name, value, fileName)
    else form.append(name, value)
  const cookie = more.cookie ?? (await at.logIn(at.first.anna, at.first.employerId)).cookie
  const headers = { cookie, origin: at.url, 'sec-fetch-site': 'same-origin', accept: 'text/html', ...more.headers }
  const response = await fetch(`${at.url}/api/inlamningar`, { method: 'POST', body: form, headers, redirect: 'manual' })
  return { status: response.status, to: response.headers.get('location') ?? '' }
}

describe('the form without JavaScript', () => {
  test('leads to the receipt, and the bytes are those of the file', async () => {
    const text = sickFile({ cases: 100 })
    const { status, to } = await post([...errand, file(text, 'lön åäö "1".xml')])
    expect(status).toBe(303)
    const reference = /^\/inlamningar\/([2-9A-Z-]{11})$/.exec(to)?.[1] ?? ''
    const { sha256, employerId, fileName, ...row } = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference } })
    expect(row.warnings).toBeGreaterThan(0)
    expect(JSON.stringify(row.report)).not.toMatch(/"found"|"expected"/)
    const parts: Uint8Array[] = []
    for await (const part of openPayload({ dir: at.dir, employerId, sha256, identity: at.identity })) parts.push(part)
    expect(Buffer.concat(parts).toString()).toBe(text)
    expect(fileName).toBe('lön åäö %221%22.xml')
  })

  test('says what the file replaces, and keeps that through a refusal', async () => {
    const sent = await post([...errand, file(sickFile())])
    const old = sent.to.split('/').at(-1) ?? ''
    const data = { nextAttemptAt: null, refusedAt: new Date() }
    await at.owner.prisma.submission.update({ where: { reference: old }, data })
    const replaces = { name: 'ersatter', value: old }
    const faulty = sickFile({ employer: '5599001319' })
    expect((await post([...errand, replaces, file(faulty)])).to).toMatch(new RegExp(`^/rapport/[\\w-]+\\?ersatter=${old}$`))
    const { to } = await post([...errand, replaces, file(sickFile())])
    const row = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference: old }, include: { replacement: true } })
    expect(to).toBe(`/inlamningar/${row.replacement?.reference}`)
    expect((await post([...errand, replaces, file(sickFile())])).to).toBe(
      `/lamna/sjukanmalan?ersatter=${old}&fel=conflict&fall=replaced_already`,
    )
    await at.owner.prisma.keptReport.deleteMany()
  })

  test('a personnummer in the name is masked, also where the file is refused', async () => {
    const named = (text: string) => file(text, 'Anna 900602-2397.xml')
    const { to } = await post([...errand, named(sickFile())])
    const reference = to.split('/').at(-1) ?? ''
    const row = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference } })
    expect([row.fileName, row.report]).toMatchObject(['Anna 900602-xxxx.xml', { counts: { F15: 1 } }])
    await post([...errand, named(sickFile({ employer: '5599001319' }))])
    const kept = await at.owner.prisma.keptReport.findMany()
    expect(kept.map(({ fileName }) => fileName)).toEqual(['Anna 900602-xxxx.xml'])
    await at.owner.prisma.keptReport.deleteMany()
  })

  test('the same file again leads to the first receipt, which says so', async () => {
    const text = sickFile()
    const first = await post([...errand, file(text)])
    expect(await post([...errand, file(text)])).toEqual({ status: 303, to: `${first.to}?dubblett=1` })
  })
})

describe('what is not taken leaves nothing but its report, says why on a page, and the next form works', () => {
  let before: Awaited<ReturnType<WebFixture['stored']>>
  beforeEach(async () => {
    before = await at.stored()
  })
  afterEach(async () => {
    expect(await at.stored()).toEqual(before)
    expect((await post([...errand, file(sickFile())])).to).toMatch(/^\/inlamningar\//)
  })

  test('a file with a stop leads to its report: for this login, for one hour', async () => {
    const { cookie, sessionId } = await at.logIn(at.first.anna, at.first.employerId)
    const faulty = sickFile({ employer: '5599001319' }).replace(/<sjuklonFrom>.*?</, '<sjuklonFrom>2026-02-31<')
    const { status, to } = await post([...errand, file(faulty, 'fel.xml')], { cookie })
    expect(status).toBe(303)
    const id = /^\/rapport\/([0-9a-f-]{36})$/.exec(to)?.[1] ?? ''
    const { employerId } = at.first
    const kept = await readKeptReport({ db: at.web, actor: at.ombud.actor, now: new Date() }, { id, employerId, sessionId })
    expect(kept).toMatchObject({ service: 'sjukanmalan', fileName: 'fel.xml', report: { counts: { F12: 1, D02: 1 } } })
    const row = await at.owner.prisma.keptReport.findUniqueOrThrow({ where: { id } })
    expect(JSON.stringify(row.report)).not.toMatch(/2026-02-31|"found"|"expected"/)
    const missing = { code: 'not_found', detail: 'report' }
    const hourLater = new Date(Date.now() + 3_600_001)
    await expect(
      readKeptReport({ db: at.web, actor: at.ombud.actor, now: hourLater }, { id, employerId, sessionId }),
    ).rejects.toMatchObject(missing)
    const another = (await at.logIn(at.first.anna, employerId)).sessionId
    await expect(
      readKeptReport({ db: at.web, actor: at.ombud.actor, now: new Date() }, { id, employerId, sessionId: another }),
    ).rejects.toMatchObject(missing)
    const foreign = { id, employerId: at.second.employerId, sessionId }
    await expect(readKeptReport({ db: at.web, actor: at.ombud.actor, now: new Date() }, foreign)).rejects.toMatchObject(missing)
    expect(await purgeKeptReports({ db: at.web })).toBe(0)
    await at.owner.prisma.keptReport.update({ where: { id }, data: { expiresAt: new Date(0) } })
    expect(await purgeKeptReports({ db: at.web })).toBe(1)
  })

  test.each<[string, Part[], string]>([
    [
      'no file chosen',
      [...errand, { name: 'fil', value: new Blob([]), fileName: '' }],
      '/lamna/sjukanmalan?fel=invalid&fall=no_file',
    ],
    ['no file at all', errand, '/lamna/sjukanmalan?fel=invalid&fall=no_file'],
    ['two files', [...errand, file(sickFile()), file(sickFile())], '/lamna/sjukanmalan?fel=invalid&fall=two_files'],
    ['a field of another name', [...errand, { ...file('x'), name: 'bild' }], '/lamna/sjukanmalan?fel=invalid&fall=field_fil'],
    ['a name with a path', [...errand, file('x', '../../x.xml')], '/lamna/sjukanmalan?fel=invalid&fall=file_name'],
    ['a name that reads backwards', [...errand, file('x', 'a\u202elmx.exe')], '/lamna/sjukanmalan?fel=invalid&fall=file_name'],
    ['too large', [...errand, file('x'.repeat(100_001))], '/lamna/sjukanmalan?fel=too_large'],
    [
      'another company',
      [{ name: 'tjanst', value: 'sjukanmalan' }, { name: 'arbetsgivare', value: '5599001319' }, file(sickFile())],
      '/lamna/sjukanmalan?fel=not_found&fall=employer',
    ],
    [
      'an e-service that only checks',
      [{ name: 'tjanst', value: 'franvarouppgift' }, { name: 'arbetsgivare', value: '5599001236' }, file(sickFile())],
      '/lamna/franvarouppgift?fel=invalid&fall=check_only',
    ],
    [
      'an address in place of an e-service',
      [{ name: 'tjanst', value: '//evil.example' }, { name: 'arbetsgivare', value: '5599001236' }, file(sickFile())],
      '/lamna?fel=not_found&fall=service',
    ],
  ])('%s', async (_title, parts, to) => {
    expect(await post(parts)).toEqual({ status: 303, to })
  })

  test('the file before the fields', async () => {
    // How far the form has been read by then is chance.
    expect((await post([file(sickFile()), ...errand])).to).toMatch(/^\/lamna(\/sjukanmalan)?\?fel=invalid&fall=form$/)
  })

  test('without a login it leads to the login page and back', async () => {
    const { to } = await post([...errand, file(sickFile())], { cookie: 'kvittens=none' })
    expect(to).toBe('/logga-in?fel=utgangen&next=%2Flamna')
  })

  test('from another site it is refused, and leads nowhere', async () => {
    expect((await post([...errand, file(sickFile())], { headers: { origin: 'https://evil.example' } })).status).toBe(403)
  })

  test('a form that is cut off: in the file, before it, and with a length that lies', async () => {
    const boundary = 'boundary0123456789'
    const head = errand
      .map(({ name, value }) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('')
    const body = `${head}--${boundary}\r\nContent-Disposition: form-data; name="fil"; filename="x.xml"\r\n\r\n${sickFile()}`
    for (const text of [body, head, `--${boundary}`, '']) {
      const type = `multipart/form-data; boundary=${boundary}`
      const whole = { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) }
      const { status, text: answer } = await rawUpload(at, { headers: whole, body: [text] })
      expect(status).toBe(303)
      expect(answer).toMatch(/Location: \/lamna.*fel=invalid/)
      const longer = { 'content-type': type, 'content-length': String(Buffer.byteLength(text) + 10) }
      const cut = await rawUpload(at, { headers: longer, body: [text], thenEnd: true })
      expect(cut.text).toMatch(/Location: \/lamna.*fel=invalid&fall=length/)
    }
  })

  test('any damage to a form: cut, doubled, exchanged or foreign bytes', async () => {
    const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
    const lines = errand.map(({ name, value }) => `--b1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    const part = 'Content-Disposition: form-data; name="fil"; filename="x.xml"\r\nContent-Type: text/xml\r\n'
    const whole = `${lines.join('')}--b1\r\n${part}\r\n${sickFile()}\r\n--b1--\r\n`
    const place = fc.nat(whole.length - 1)
    const damage = fc.oneof(
      fc.tuple(place).map(([end]) => whole.slice(0, end)),
      fc.tuple(place, place).map(([from, to]) => whole.slice(0, from) + whole.slice(to)),
      fc
        .tuple(place, fc.constantFrom('\r\n--b1', '\r\n', '\u0000', '--b1--', '"', part, lines[0] ?? ''))
        .map(([from, text]) => whole.slice(0, from) + text + whole.slice(from)),
    )
    for (const body of fc.sample(damage, { numRuns: 150, seed: 5 })) {
      const headers = { 'content-type': 'multipart/form-data; boundary=b1', 'content-length': String(Buffer.byteLength(body)) }
      const { status } = await rawUpload(at, { cookie, headers, body: [body] })
      expect(status, body).toBe(303)
    }
    expect(at.parts.gate.count).toBe(0)
    // Some damage leaves a good file: what was handed in of it is not what this test is about.
    before = await at.stored()
    expect(before.incoming).toEqual([])
  })

  test('a form without a boundary', async () => {
    const headers = { 'content-type': 'multipart/form-data', 'content-length': '4' }
    expect((await rawUpload(at, { headers, body: ['abcd'] })).text).toContain('fel=invalid&fall=boundary')
  })

  test('a sender that goes away in the middle of a form', async () => {
    const head =
      '--b\r\nContent-Disposition: form-data; name="tjanst"\r\n\r\nsjukanmalan\r\n--b\r\nContent-Disposition: form-data; name="arbetsgivare"\r\n\r\n5599001236\r\n'
    const part = '--b\r\nContent-Disposition: form-data; name="fil"; filename="x.xml"\r\n\r\n<?xml version'
    const headers = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': '50000' }
    const wait = () => new Promise((resolve) => setTimeout(resolve, 50))
    await rawUpload(at, { headers, body: [head, part, wait], thenReset: true })
    await at.settled()
  })
})
