// A large file whose line breaks, whose tab is closed and whose person thinks better of it, as a person sees it.
import type { BrowserContext, Page, Request } from '@playwright/test'
import { asXml, type ChosenFile, sha256, spoiled, xmlFile } from './files.ts'
import { choose, HAND_IN, referenceOfPage, sendButton, verdict } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import { whatIsStored } from './stored.ts'
import { expect, open, test } from './test.ts'

test.beforeEach(async ({ agency, context, owner }) => {
  await agency.behave({})
  await logInAs(context, owner, { name: 'Björn Åkesson' })
})

/** Comments, 6.5 MB of them. */
const FILLING = `<!-- ${'x'.repeat(991)} -->\n`.repeat(6_500)

/** Large enough to be gone on with; its cases are its own. */
function large(name: string): ChosenFile {
  return spoiled(name, (text) => text.replace('</arbetsgivare>', `${FILLING}</arbetsgivare>`))
}

/** Chooses the file and sends it. */
async function beginSending(page: Page, file: ChosenFile): Promise<void> {
  await choose(page, file)
  await expect(verdict(page)).toBeVisible()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await sendButton(page).click()
}

const UPLOADS = /\/api\/uppladdningar\/[0-9a-f]{32}$/
/** What gets through before a line breaks. */
const PART = 3_000_000

/** Sends the file over a line that breaks when the first part of it has got through, and stays broken until `page.unroute`. */
async function sendPart(page: Page, file: ChosenFile): Promise<void> {
  let broken = false
  await page.route(UPLOADS, async (route, request) => {
    if (broken) return route.abort('connectionreset')
    if (request.method() !== 'PATCH') return route.continue()
    broken = true
    const said = await request.allHeaders()
    const names = ['cookie', 'origin', 'tus-resumable', 'content-type', 'upload-offset', 'x-sedda']
    const headers = Object.fromEntries(names.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]])))
    const part = await fetch(request.url(), { method: 'PATCH', headers, body: Uint8Array.from(file.buffer.subarray(0, PART)) })
    expect(part.headers.get('upload-offset')).toBe(String(PART))
    await route.abort('connectionreset')
  })
  await beginSending(page, file)
  await expect(page.getByText(/^Filen är inte inlämnad förrän du får ett referensnummer\. .* inom 24 timmar/)).toBeVisible()
  await expect(page.getByText('Anslutningen bröts. Vi försöker igen och fortsätter där det slutade.')).toBeVisible()
}

/** From where in the file a page sends, latest first. */
function countSent(context: BrowserContext): () => number {
  const offsets: number[] = []
  context.on('request', (request: Request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
  })
  return () => offsets.at(-1) ?? Number.NaN
}

test('a line that breaks in mid-upload: the page says so, and goes on by itself from there', async ({ page, context, owner }) => {
  const file = large('avbrott.xml')
  const from = countSent(context)
  await sendPart(page, file)
  await page.screenshot({ path: 'test-results/resume-broken.png' })
  await page.unroute(UPLOADS)
  await atSpeed(page, 800_000)
  await expect(page.getByText(/^Vi fortsätter där det slutade: 4\d\s%\.$/)).toBeVisible({ timeout: 30_000 })
  await page.screenshot({ path: 'test-results/resume-goes-on.png' })
  await atSpeed(page, -1)
  await referenceOfPage(page)
  expect(from()).toBe(PART)
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(1)
})

test('a tab that is closed in mid-upload: the same file chosen in a new one goes on where it was', async ({
  page,
  context,
  owner,
}) => {
  const file = large('stängd flik.xml')
  await sendPart(page, file)
  await page.close()

  const tab = await context.newPage()
  const from = countSent(context)
  await beginSending(tab, { ...file, name: 'samma fil.xml' })
  await referenceOfPage(tab)
  expect(from()).toBe(PART)
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(1)
  expect(await owner.prisma.upload.count({ where: { sha256: sha256(file) } })).toBe(1)
})

test('a large file with a case that was sent before is a question, and the answer does not send it all again', async ({
  page,
  context,
  owner,
}) => {
  const small = xmlFile({ name: 'först.xml' })
  await beginSending(page, small)
  await referenceOfPage(page)
  const file = asXml('sedan.xml', small.buffer.toString().replace('</arbetsgivare>', `${FILLING}</arbetsgivare>`))
  const from = countSent(context)
  // Where it could not be asked when the file was read, the portal asks when the file has come.
  await page.route('**/api/inlamningar/fraga', (route) => route.abort())
  await beginSending(page, file)
  await expect(page.getByRole('heading', { name: 'Läs det här innan du skickar' })).toBeVisible()
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(0)
  await page.getByRole('button', { name: 'Jag har läst, skicka ändå' }).click()
  await referenceOfPage(page)
  expect(from()).toBeGreaterThan(file.buffer.length - 70_000)
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(1)
})

test('a person who thinks better of it leaves nothing behind', async ({ page, owner }) => {
  const before = await whatIsStored(owner)
  const file = large('ångrad.xml')
  await sendPart(page, file)
  await page.unroute(UPLOADS)
  await page.getByRole('button', { name: 'Avbryt sändningen' }).click()
  await expect(page.getByText(/^Sändningen är avbruten\./)).toBeVisible()
  await expect.poll(() => owner.prisma.upload.count({ where: { sha256: sha256(file) } })).toBe(0)
  expect(await whatIsStored(owner)).toEqual(before)
})

test('an upload whose day is over begins anew, and the file is handed in all the same', async ({ page, context, owner }) => {
  const file = large('igår.xml')
  await sendPart(page, file)
  await page.close()
  await owner.prisma.upload.updateMany({ where: { sha256: sha256(file) }, data: { expiresAt: new Date() } })

  const tab = await context.newPage()
  await open(tab, HAND_IN)
  await atSpeed(tab, 800_000)
  await beginSending(tab, file)
  await expect(tab.getByText('Uppladdningen var äldre än 24 timmar. Vi börjar om från början.')).toBeVisible()
  await atSpeed(tab, -1)
  await referenceOfPage(tab)
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(1)
})

/** Bytes a second upwards; -1: as fast as it goes. */
async function atSpeed(page: Page, uploadThroughput: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  })
}
