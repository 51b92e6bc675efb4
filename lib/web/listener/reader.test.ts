// A reader sees a company's files and receipts, and is refused where something is done or a file's content is given out.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { rawUpload } from '#e2e/fixtures/raw-upload.ts'
import { OPEN_GATE, orderFor } from '#e2e/fixtures/submissions.ts'
import { sickFile, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { acknowledgeDelivery } from '#lib/deliveries/acknowledge-delivery.ts'
import { openDelivery } from '#lib/deliveries/open-delivery.ts'
import { startUpload } from '#lib/intake/start-upload.ts'
import { markDealtWith } from '#lib/submissions/mark-dealt-with.ts'
import { resendSubmission } from '#lib/submissions/resend-submission.ts'
import { settleSubmission } from '#lib/submissions/settle-submission.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import { withdrawSubmission } from '#lib/submissions/withdraw-submission.ts'
import { refusalTexts } from '#lib/text/refusals.ts'
import { WEB_ROUTES } from './routes.ts'

let at: WebFixture
let cookie: string
let reference: string
let delivery: { id: string; employerId: string }
beforeAll(async () => {
  at = await webFixture()
  cookie = (await at.logIn(at.first.anna, at.first.employerId)).cookie
  await become('handler')
  const handedIn = await at.upload(sickFile(), { cookie })
  reference = ((await handedIn.json()) as { referens: string }).referens
  delivery = await addDelivery(at, {
    employerId: at.first.employerId,
    name: 'svar.xml',
    content: Buffer.from('hej'),
    keepDays: 60,
  })
})
beforeEach(() => become('reader'))
afterAll(() => at.drop())

async function become(role: string): Promise<void> {
  const { employerId, anna } = at.first
  await at.owner.prisma.member.updateMany({ where: { employerId, personId: anna.personId }, data: { role } })
}

const refused = { code: 'not_allowed', detail: 'reader' }
const changes = async () => ({
  ...(await at.stored()),
  row: await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference } }),
  opened: await at.owner.prisma.deliveryAccess.count(),
  uploads: await at.owner.prisma.upload.count(),
})

test('every way that asks for somebody who may act refuses a reader, with its sentence, and stores nothing', async () => {
  const before = await changes()
  const acting = WEB_ROUTES.filter(({ asks }) => asks === 'handler')
  expect(acting.length).toBeGreaterThan(11)
  for (const { method, path } of acting) {
    const headers = { cookie, origin: at.url, 'sec-fetch-site': 'same-origin', 'tus-resumable': '1.0.0', 'accept-language': 'sv' }
    const filled = path.replace('{referens}', reference).replace('{id}', delivery.id)
    const answer = await fetch(`${at.url}${filled}`, { method, headers, redirect: 'manual' })
    expect(answer.status, `${method} ${path}`).toBe(403)
    if (method !== 'HEAD')
      expect(await answer.json(), `${method} ${path}`).toMatchObject({ ...{ code: 'not_allowed', case: 'reader' } })
  }
  const form = await fetch(`${at.url}/api/inlamningar/${reference}?aterkalla=1`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: at.url, accept: 'text/html' },
  })
  expect(form.headers.get('location')).toBe(`/inlamningar/${reference}?fel=not_allowed&fall=reader`)
  expect(await changes()).toEqual(before)
  for (const { not_allowed: words } of Object.values(refusalTexts)) expect(words.reader).toMatch(/läsare|reader/)
})

test('a reader follows a file that was handed in', async () => {
  const answer = await fetch(`${at.url}/api/inlamningar/${reference}`, { headers: { cookie } })
  expect([answer.status, await answer.json()]).toMatchObject([200, { referens: reference }])
})

test('each verb refuses a reader by itself', async () => {
  const { anna, employerId } = at.first
  const [context, before] = [{ db: at.web, actor: anna.actor, now: new Date() }, await changes()]
  const which = { employerId, id: delivery.id }
  const settlement = { as: 'has-not', kvittensId: null, toldAt: new Date(), how: 'phone' } as const
  const file = await at.file(employerId)
  const intake = { ...context, env: at.parts.env, gate: at.parts.gate }
  const declared = { bytes: 1000 }
  for (const tried of [
    () => submitFile(context, { order: orderFor(employerId), file }),
    () => withdrawSubmission(context, { employerId, reference, gate: OPEN_GATE }),
    () => resendSubmission(context, { employerId, reference }),
    () => markDealtWith(context, { employerId, reference, mark: 'dealt-with' }),
    () => settleSubmission(context, { employerId, reference, settlement }),
    () => openDelivery(context, { which, way: 'browser', from: 0 }),
    () => acknowledgeDelivery(context, { which, way: 'browser' }),
    () =>
      startUpload(intake as never, {
        ...{ id: randomUUID(), actor: anna.actor, holder: 'x', heldMs: 1000 },
        order: { ...orderFor(employerId), fileName: 'a.xml', declared },
      }),
  ])
    await expect(tried(), String(tried)).rejects.toMatchObject(refused)
  await file.payload.leave().catch(() => {})
  expect({ ...(await changes()), incoming: [] }).toEqual({ ...before, incoming: [] })
})

test('who becomes a reader while a file is under way does not hand it in', async () => {
  await become('handler')
  const [file, before] = [sickFile(), await changes()]
  const half = file.length / 2
  const answer = await rawUpload(at, {
    cookie,
    headers: { 'content-length': String(Buffer.byteLength(file)) },
    body: [file.slice(0, half), () => become('reader'), file.slice(half)],
  })
  expect(answer.status).toBe(403)
  expect(answer.text).toContain('"case":"reader"')
  await at.settled()
  expect(await changes()).toEqual(before)
})
