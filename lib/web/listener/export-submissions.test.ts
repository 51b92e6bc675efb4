// A company's list as a file: what is chosen of it, more than one page, in which no cell is a formula, and that it is one company's.
import { randomBytes } from 'node:crypto'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderFor } from '#e2e/fixtures/submissions.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { LIMITS } from '#lib/limits.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'

const FORMULAS = ['=1+1.xml', '+1.xml', '-1.xml', '@a.xml', '＝1.xml']
let at: WebFixture
beforeAll(async () => {
  at = await webFixture()
  const { first, second } = at
  for (const fileName of [...FORMULAS, 'lön; "åäö".xml']) await handIn(first.employerId, first.anna, fileName)
  await handIn(second.employerId, second.bo, 'hemlig.xml')
  await at.owner.pool.query(
    `INSERT INTO submission (id, reference, employer_id, service, way, certificate, file_name, format, bytes, sha256, records, warnings,
       report, message_id, submitted_at, delivered_at, kvittens_id)
     SELECT gen_random_uuid(), 'M' || n, employer_id, service, 'gateway', 'ab', 'många ' || n || '.xml', format, bytes, sha256, 7, 0, '{}',
       gen_random_uuid(), now() - n * interval '1 minute', now(), 'FK' || n
     FROM generate_series(1, ${LIMITS.listedSubmissions + 1}) n, (SELECT * FROM submission WHERE employer_id = $1 LIMIT 1) s`,
    [first.employerId],
  )
})
afterAll(() => at.drop())

async function handIn(employerId: string, { actor }: typeof at.first.anna, fileName: string): Promise<void> {
  const file = await at.file(employerId, randomBytes(90))
  await submitFile({ db: at.web, actor, now: new Date() }, { order: orderFor(employerId, { fileName }), file })
}

async function ask(query: string, who: 'first' | 'second' = 'first'): Promise<Response> {
  const { cookie } =
    who === 'first' ? await at.logIn(at.first.anna, at.first.employerId) : await at.logIn(at.second.bo, at.second.employerId)
  return fetch(`${at.url}/api/inlamningar/lista${query}`, { headers: { cookie } })
}
const linesOf = async (answer: Response) =>
  Buffer.from(await answer.arrayBuffer())
    .toString('utf8')
    .split('\r\n')
    .slice(1, -1)

test('is a CSV file of all pages, in which no cell is a formula', async () => {
  const answer = await ask('')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="inlamningar-5599001236-\d{4}-\d\d-\d\d\.csv"$/,
  )
  const lines = await linesOf(answer)
  expect(lines).toHaveLength(FORMULAS.length + 1 + LIMITS.listedSubmissions + 1)
  for (const name of FORMULAS) expect(lines.filter((line) => line.startsWith(`"'${name}";"I kö";`))).toHaveLength(1)
  expect(lines[0]).toMatch(
    /^"lön; ""åäö"".xml";"I kö";"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d";"Anna";"Sjukanmälan";"\d+";"[0-9A-Z-]{11}";"";"";"[0-9a-f]{64}"$/,
  )
  expect(lines.at(-1)).toMatch(
    /^"många 201.xml";"Mottagen av Försäkringskassan";"[^"]+";"Program";"Sjukanmälan";"7";"M201";"FK201";"\d/,
  )
})

test('holds what the search chooses, and of one company', async () => {
  expect(await linesOf(await ask('?sok=FK7'))).toHaveLength(1)
  expect(await linesOf(await ask('?flik=pa-vag'))).toHaveLength(FORMULAS.length + 1)
  expect(await linesOf(await ask('?fran=x&lage=y&flik=z'))).toHaveLength(FORMULAS.length + 2 + LIMITS.listedSubmissions)
  expect(await linesOf(await ask('', 'second'))).toEqual([expect.stringMatching(/^"hemlig\.xml";/)])
  expect((await fetch(`${at.url}/api/inlamningar/lista`)).status).toBe(401)
  expect((await ask('?sok=189001019802')).status).toBe(400)
})

test('is a workbook whose cells are text, but the number', async () => {
  const answer = await ask('?form=xlsx')
  expect(answer.headers.get('content-disposition')).toContain('.xlsx"')
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  const sheet = Buffer.from(files['xl/worksheets/sheet1.xml'] ?? '').toString('utf8')
  expect(sheet.match(/<row /g)).toHaveLength(FORMULAS.length + 3 + LIMITS.listedSubmissions)
  for (const name of FORMULAS) expect(sheet).toContain(`t="inlineStr"><is><t xml:space="preserve">${name}</t></is></c>`)
  expect(sheet).toContain('<v>7</v>')
  expect(sheet).not.toContain('<f>')
})
