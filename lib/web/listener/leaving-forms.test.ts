// Confirming rights, leaving a company, its export and the end of its connection, as plain forms without a script.
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { logInBrowser, sendForm } from '#e2e/fixtures/forms.ts'
import { addMember } from '#e2e/fixtures/newcomers.ts'
import { sickFile, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import type { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'

let at: WebFixture
let admin: TestBrowser
let handler: TestBrowser
let adminCookie: string
beforeAll(async () => {
  at = await webFixture()
  const { first, owner } = at
  await owner.prisma.member.updateMany({ where: { personId: first.anna.personId }, data: { role: 'administrator' } })
  admin = await logInBrowser(at, first.anna)
  handler = await logInBrowser(at, { personId: at.ombud.personId, employerId: first.employerId })
  adminCookie = (await at.logIn(first.anna, first.employerId)).cookie
})
afterAll(() => at.drop())

const get = (path: string, cookie = adminCookie) => fetch(`${at.url}${path}`, { headers: { cookie }, redirect: 'manual' })
const CONFIRM = '/api/foretaget/bekrafta'
const LEAVE = '/api/foretaget/lamna'
const END = '/api/foretaget/avsluta'

test('one right is confirmed, or all; nobody but an administrator does', async () => {
  const { personId } = at.ombud
  expect(await sendForm(admin, CONFIRM, { person: personId })).toBe('/foretaget/bekrafta?klart=bekraftat')
  expect(await sendForm(admin, CONFIRM, { alla: 'ja' })).toBe('/foretaget/bekrafta?klart=bekraftat')
  expect(await sendForm(handler, CONFIRM, { alla: 'ja' })).toBe('/foretaget/bekrafta?fel=not_allowed&fall=administrator')
  expect(await sendForm(admin, CONFIRM, { person: at.second.bo.personId })).toBe('/foretaget/bekrafta?fel=not_found&fall=member')
  expect(await sendForm(admin, CONFIRM, { person: 'x' })).toBe('/foretaget/bekrafta?fel=not_found&fall=member')
})

test('the export holds what is the company’s, no content that was handed in, nothing of others, and no secret', async () => {
  const answer = await at.upload(sickFile({ cases: 2 }), { cookie: adminCookie })
  const { referens } = (await answer.json()) as { referens: string }
  const { id: submissionId } = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference: referens } })
  const { employerId } = at.first
  const raw = Buffer.from('<kvittens>FK-1</kvittens>')
  const receipt = { submissionId, employerId, kind: 'receipt', recordedAt: new Date(), httpStatus: 200, raw }
  await at.owner.prisma.receipt.create({ data: receipt })
  const content = Buffer.from('beslut från Försäkringskassan')
  const kept = await addDelivery(at, { employerId, name: '../../elak:fil.xml', content })
  await at.owner.prisma.webhook.create({
    data: { employerId, url: 'https://a.example/', events: ['inkorg.ny'], secret: 'hemligheten' },
  })
  const theirs = await addDelivery(at, { employerId: at.second.employerId, name: 'andras.xml' })
  const zip = await get('/api/foretaget/export')
  expect([zip.status, zip.headers.get('content-type')]).toEqual([200, 'application/zip'])
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()))
  const text = (name: string) => Buffer.from(files[name] ?? []).toString()
  const names = Object.keys(files)
  expect(names).toEqual(
    expect.arrayContaining([
      'foretaget/installningar.json',
      'foretaget/personer.json',
      'foretaget/inlamningar.csv',
      'foretaget/logg.jsonl',
      `inlamningar/${referens}/felrapport.json`,
    ]),
  )
  expect(text('foretaget/inlamningar.csv')).toContain(referens)
  expect(text(`inlamningar/${referens}/svar-1-receipt.bin`)).toBe(raw.toString())
  const fromFk = names.filter((name) => name.startsWith('fran-forsakringskassan/'))
  expect(fromFk).toEqual([`fran-forsakringskassan/${kept.id}-___.._elak_fil.xml`])
  expect(text(fromFk[0] ?? '')).toBe(content.toString())
  const all = names.map(text).join('\n')
  for (const secret of ['hemligheten', theirs.id, 'andras.xml', '<personnummer>', 'sealed']) expect(all).not.toContain(secret)
  expect(JSON.parse(text('foretaget/personer.json')).members).toHaveLength(2)
  const lines = text('foretaget/logg.jsonl').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).action)).toEqual(expect.arrayContaining(['employer.exported', 'delivery.opened']))
  expect((await at.owner.prisma.delivery.findUniqueOrThrow({ where: { id: kept.id } })).fetchedAt).toBeInstanceOf(Date)
  const ombud = (await at.logIn(at.ombud, employerId)).cookie
  expect((await get('/api/foretaget/export', ombud)).status).toBe(403)
  expect((await get('/api/foretaget/export', '')).status).toBe(401)
})

test('a person leaves; the last administrator cannot', async () => {
  const nina = await addMember(at.owner, { employerId: at.first.employerId })
  const browser = await logInBrowser(at, { ...nina, employerId: at.first.employerId })
  expect(await sendForm(browser, LEAVE, { foretag: at.second.employerId })).toBe(
    '/foretaget/avsluta?fel=conflict&fall=other_employer',
  )
  expect(await sendForm(browser, LEAVE, { foretag: at.first.employerId })).toBe('/foretag?klart=lamnat')
  expect(await sendForm(admin, LEAVE, {})).toBe('/foretaget/avsluta?fel=conflict&fall=last_administrator')
})

test('the connection ends when the number is typed', async () => {
  const before = await at.owner.prisma.audit.count()
  expect(await sendForm(admin, END, { nummer: '5599001319' })).toContain('/foretaget/avsluta?fel=invalid&fall=end_number')
  expect(await sendForm(handler, END, { nummer: '5599001236' })).toContain('fel=not_allowed&fall=administrator')
  expect(await at.owner.prisma.audit.count()).toBe(before)
  expect(await sendForm(admin, END, { nummer: '559900-1236' })).toBe('/foretag?klart=avslutad')
  expect((await get('/api/foretaget/export')).status).not.toBe(200)
  expect((await at.upload(sickFile(), { cookie: adminCookie })).status).toBe(401)
})
