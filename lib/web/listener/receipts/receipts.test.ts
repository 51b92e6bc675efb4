// A receipt as a PDF, read back by another library, and a year's receipts as an archive.
import { createHash, randomBytes } from 'node:crypto'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeSituations } from '#e2e/browser/situations.ts'
import { readPdf } from '#e2e/fixtures/read-pdf.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { exportReceipts } from '#lib/submissions/export-receipts.ts'
import { findSubmission } from '#lib/submissions/find-submission.ts'
import { paperText } from './paper-text.ts'
import { printReceipt } from './print-receipt.ts'

const YEAR = new Date().getFullYear()
let at: WebFixture
let references: Awaited<ReturnType<typeof writeSituations>>
let theirs: string
let [cookie, others] = ['', '']
beforeAll(async () => {
  at = await webFixture()
  const { first, second } = at
  const situations = ['approved', 'settled', 'refused', 'queued'] as const
  references = await writeSituations(at.owner, { employerId: first.employerId, personId: first.anna.personId }, situations)
  theirs = (await writeSituations(at.owner, { employerId: second.employerId, personId: second.bo.personId }, ['approved']))
    .approved
  cookie = (await at.logIn(first.anna, first.employerId)).cookie
  others = (await at.logIn(second.bo, second.employerId)).cookie
})
afterAll(() => at.drop())

const get = (path: string, as = cookie) => fetch(`${at.url}${path}`, { headers: { cookie: as, 'accept-language': 'sv' } })
const pdfOf = (reference: string, as?: string) => get(`/api/inlamningar/${reference}/kvittens.pdf`, as)

/** The fonts whose letters are inside: each descriptor that names its file. */
function fontsIn(bytes: Uint8Array): string[] {
  const objects = Buffer.from(bytes)
    .toString('latin1')
    .split('endobj')
    .filter((object) => object.includes('/FontFile2'))
  return objects.flatMap((object) => /\/FontName \/[A-Z]{6}\+([\w-]+)/.exec(object)?.[1] ?? []).sort()
}

test('the receipt is a PDF of one page: its facts are tagged in order, with language, title and its own font', async () => {
  const answer = await pdfOf(references.approved)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const row = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference: references.approved } })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const { pages, tags, title, lang } = await readPdf(bytes)
  expect({ pages, title, lang }).toEqual({ pages: 1, title: `Kvittens ${row.reference}`, lang: 'sv' })
  expect(fontsIn(bytes)).toEqual(['NotoSans-Regular', 'NotoSans-SemiBold'])
  expect(tags.slice(0, 3)).toEqual([
    ['P', 'Kvittens'],
    ['H1', 'Försäkringskassan har godkänt filen'],
    ['P', row.reference],
  ])
  expect(tags.filter(([role]) => role === 'H2').map(([, text]) => text)).toEqual([
    'Försäkringskassans mottagningsbevis',
    'Portalens kvittens',
  ])
  const pairs = tags.flatMap(([role, text], n) =>
    role === 'Lbl' ? [[text, tags[n + 1]?.[0], tags[n + 1]?.[1].replaceAll('\n', '')]] : [],
  )
  expect(pairs).toEqual(
    expect.arrayContaining([
      ['KvittensID', 'LBody', row.kvittensId],
      ['Besked', 'LBody', 'Godkänd'],
      ['Fil', 'LBody', row.fileName],
      ['SHA-256', 'LBody', row.sha256],
    ]),
  )
  expect(tags.at(-1)?.[1]).toMatch(/^Utskriven \d+ \p{L}+ \d{4}\.$/u)
})

test('another company’s receipt is not found, nobody’s asks for a login, and the reader’s language is the receipt’s', async () => {
  expect([
    (await pdfOf(theirs)).status,
    (await pdfOf(references.approved, others)).status,
    (await pdfOf(theirs, '')).status,
  ]).toEqual([404, 404, 401])
  const english = await fetch(`${at.url}/api/inlamningar/${references.refused}/kvittens.pdf`, {
    headers: { cookie, 'accept-language': 'en' },
  })
  const { tags, lang } = await readPdf(new Uint8Array(await english.arrayBuffer()))
  expect([lang, tags.find(([role]) => role === 'H1')?.[1]]).toEqual(['en', 'Försäkringskassan did not accept the file'])
})

async function paper(more: object) {
  const { employerId, anna } = at.first
  const asked = { employerId, reference: references.approved }
  const found = await findSubmission({ db: at.web, actor: anna.actor, now: new Date() }, asked)
  return paperText({ ...found, ...more }, 'sv', 60)
}
const onDay = async (day: string, more: object = {}) =>
  printReceipt({ receipt: await paper(more), locale: 'sv', printedAt: new Date(`${day}T12:00:00Z`) })

test('the same receipt gives the same bytes on one day, and on another only the day of printing is another', async () => {
  const [one, same, later] = [await onDay('2026-12-01'), await onDay('2026-12-01'), await onDay('2027-03-09')]
  expect(Buffer.from(one).equals(Buffer.from(same))).toBe(true)
  const [before, after] = [(await readPdf(one)).tags, (await readPdf(later)).tags]
  expect(after.slice(0, -1)).toEqual(before.slice(0, -1))
  expect([before.at(-1)?.[1], after.at(-1)?.[1]]).toEqual(['Utskriven 1 december 2026.', 'Utskriven 9 mars 2027.'])
})

test.each([
  ['of 300 signs without a space', 'Löneföretaget'.repeat(24).slice(0, 300), true],
  ['from right to left', 'شركة الرواتب '.repeat(24).slice(0, 300), false],
  ['with signs that the font lacks', `Łódź Ελλάδα Привет ${'會'.repeat(280)}`, false],
])('a name %s still fits one page, and what is not shown is told', async (_, name, isWhole) => {
  const receipts = [{ kind: 'verdict', statedAt: null, reason: name.repeat(6) }]
  const state = { kind: 'disapproved', at: new Date(), deliveredAt: new Date() }
  const { employer } = await findSubmission(
    { db: at.web, actor: at.first.anna.actor, now: new Date() },
    { employerId: at.first.employerId, reference: references.approved },
  )
  const more = { fileName: `${name}.xml`, person: name, employer: { ...employer, name } }
  const fits = await readPdf(await onDay('2026-12-01', more))
  expect([fits.pages, fits.text.includes('.xml'), fits.text.includes('Allt får inte plats')]).toEqual([1, true, !isWhole])
  const cut = await readPdf(await onDay('2026-12-01', { ...more, receipts, state }))
  expect([cut.pages, cut.text.includes('Allt får inte plats')]).toEqual([1, true])
})

test('a year’s archive: a PDF and a JSON for each receipt, a list, a fingerprint of each; nothing of others; written down', async () => {
  const fileName = '=HYPERLINK("http://x").xml'
  await at.owner.prisma.submission.update({ where: { reference: references.queued }, data: { fileName } })
  const before = await at.owner.prisma.audit.count({ where: { action: 'employer.receipts-exported' } })
  const answer = await get(`/api/inlamningar/arkiv?ar=${YEAR}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip'])
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  const text = (name: string) => Buffer.from(files[name] ?? []).toString()
  const own = [references.approved, references.settled, references.refused, references.queued]
  expect(Object.keys(files).sort()).toEqual(
    [...own.flatMap((reference) => [`${reference}.pdf`, `${reference}.json`]), 'kvittenser.csv', 'SHA256SUMS'].sort(),
  )
  const sums = text('SHA256SUMS').trim().split('\n')
  expect(sums).toHaveLength(own.length * 2 + 1)
  for (const [sum, name] of sums.map((line) => line.split('  ')))
    expect(
      createHash('sha256')
        .update(files[name ?? ''] ?? '')
        .digest('hex'),
    ).toBe(sum)
  const json = JSON.parse(text(`${references.approved}.json`))
  expect(json).toMatchObject({
    referens: references.approved,
    status: 'godkand',
    svar: [{ slag: 'receipt' }, { besked: 'godkand' }],
  })
  expect(json.svar[0]).not.toHaveProperty('raw')
  const list = text('kvittenser.csv').trim().split('\r\n')
  expect(list).toHaveLength(own.length + 1)
  expect(text('kvittenser.csv')).toContain(`"'=HYPERLINK(""http://x"").xml"`)
  expect(text('kvittenser.csv')).not.toContain(theirs)
  const pdf = await readPdf(files[`${references.settled}.pdf`] ?? randomBytes(1))
  expect(pdf.text).toContain('Anna Ek')
  const headings = async (reference: string) =>
    (await readPdf(files[`${reference}.pdf`] ?? randomBytes(1))).tags.filter(([role]) => role === 'H2').map(([, words]) => words)
  expect([await headings(references.settled), await headings(references.refused)]).toEqual([
    ['Försäkringskassans besked', 'Portalens kvittens'],
    ['Försäkringskassans svar', 'Portalens kvittens'],
  ])
  for (const words of ['Inget besked', 'mottagningsbevis']) expect(pdf.text).not.toContain(words)
  const written = await at.owner.prisma.audit.findMany({ where: { action: 'employer.receipts-exported' } })
  expect([written.length - before, written.at(-1)?.chain]).toEqual([1, at.first.employerId])
})

test('each receipt of a year comes once, also where hundreds were handed in within a thousandth of a second', async () => {
  const { employerId, bo } = at.second
  await at.owner.pool.query(
    `INSERT INTO submission (id, reference, employer_id, service, way, person_id, file_name, format, bytes, sha256, records, warnings,
       report, message_id, submitted_at)
     SELECT gen_random_uuid(), 'Y' || lpad(n::text, 3, '0'), employer_id, service, way, person_id, file_name, format, bytes, sha256, 1, 0,
       '{}', gen_random_uuid(), timestamptz '2020-05-05 12:00:00Z' + n * interval '1 microsecond'
     FROM generate_series(1, 205) n JOIN submission s ON s.reference = $1`,
    [theirs],
  )
  const context = { db: at.web, actor: bo.actor, now: new Date() }
  const { pages } = await exportReceipts(context, { employerId, year: 2020, locale: 'sv' })
  const found: string[] = []
  for await (const page of pages()) found.push(...page.map(({ reference }) => reference))
  expect(found).toEqual(Array.from({ length: 205 }, (_, n) => `Y${String(n + 1).padStart(3, '0')}`))
})

test('a year without receipts is an archive with an empty list; what is no year is refused', async () => {
  const files = unzipSync(new Uint8Array(await (await get(`/api/inlamningar/arkiv?ar=${YEAR - 1}`)).arrayBuffer()))
  expect(Object.keys(files).sort()).toEqual(['SHA256SUMS', 'kvittenser.csv'])
  for (const year of ['', '26', '1999', '2026x']) expect((await get(`/api/inlamningar/arkiv?ar=${year}`)).status).toBe(400)
  expect((await get(`/api/inlamningar/arkiv?ar=${YEAR}`, '')).status).toBe(401)
})
