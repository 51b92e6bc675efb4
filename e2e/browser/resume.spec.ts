// A large file whose line breaks, whose tab is closed and whose person thinks better of it, as a person sees it.
import type { BrowserContext, Page, Request } from '@playwright/test'
import { sized } from '../web-fixture.ts'
import { asXml, type ChosenFile, sha256 } from './files.ts'
import { choose, referenceOfPage, sendButton, verdict } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import { whatIsStored } from './stored.ts'
import { expect, test } from './test.ts'

test.beforeEach(async ({ agency, context, owner }) => {
  await agency.behave({})
  await logInAs(context, owner, { name: 'Björn Åkesson' })
})

const large = (name: string): ChosenFile => asXml(name, sized(6_500_000))

/** Chooses the file and sends it, so slowly that there is time to do something about it. */
async function beginSending(page: Page, file: ChosenFile): Promise<void> {
  await choose(page, file)
  await expect(verdict(page)).toBeVisible()
  await atSpeed(page, 1_000_000)
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await sendButton(page).click()
  await expect(page.getByText(/ av .* skickat$/)).toBeVisible()
  await expect(page.getByText(/^Filen är inte inlämnad förrän du får ett referensnummer\. .* inom 24 timmar/)).toBeVisible()
}

const progress = (page: Page) => page.getByRole('progressbar').evaluate((bar) => (bar as HTMLProgressElement).value)

/** Bytes that a page sends in PATCH requests from now on. */
function countSent(context: BrowserContext): () => number {
  const offsets: number[] = []
  context.on('request', (request: Request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
  })
  return () => offsets.at(-1) ?? Number.NaN
}

test('a line that breaks in mid-upload: the page says so, and goes on by itself when it is back', async ({
  page,
  context,
  owner,
}) => {
  const file = large('avbrott.xml')
  const from = countSent(context)
  await beginSending(page, file)
  await expect.poll(() => progress(page), { timeout: 30_000 }).toBeGreaterThan(2_500_000)
  await context.setOffline(true)
  await expect(page.getByText('Anslutningen bröts. Vi försöker igen och fortsätter där det slutade.')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText(/^Vi fortsätter där det slutade: \d+\s%\.$/)).toBeVisible({ timeout: 30_000 })
  await atSpeed(page, -1)
  await referenceOfPage(page)
  expect(from()).toBeGreaterThan(1_000_000)
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(1)
})

test('a tab that is closed in mid-upload: the same file chosen in a new one goes on where it was', async ({
  page,
  context,
  owner,
}) => {
  const file = large('stängd flik.xml')
  await beginSending(page, file)
  await expect.poll(() => progress(page), { timeout: 30_000 }).toBeGreaterThan(3_000_000)
  await page.close()

  const tab = await context.newPage()
  const from = countSent(context)
  await choose(tab, { ...file, name: 'samma fil.xml' })
  await expect(verdict(tab)).toBeVisible()
  for (const box of await tab.getByRole('checkbox').all()) await box.check()
  await sendButton(tab).click()
  await referenceOfPage(tab)
  expect(from()).toBeGreaterThan(1_000_000)
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(1)
  expect(await owner.prisma.upload.count({ where: { sha256: sha256(file) } })).toBe(1)
})

test('a person who thinks better of it leaves nothing behind', async ({ page, owner }) => {
  const before = await whatIsStored(owner)
  const file = large('ångrad.xml')
  await beginSending(page, file)
  await page.getByRole('button', { name: 'Avbryt sändningen' }).click()
  await expect(page.getByText(/^Sändningen är avbruten\./)).toBeVisible()
  await expect.poll(() => owner.prisma.upload.count({ where: { sha256: sha256(file) } })).toBe(0)
  expect(await whatIsStored(owner)).toEqual(before)
})

test('an upload whose day is over begins anew, and the file is handed in all the same', async ({ page, context, owner }) => {
  const file = large('igår.xml')
  await beginSending(page, file)
  await expect.poll(() => progress(page), { timeout: 30_000 }).toBeGreaterThan(1_000_000)
  await page.close()
  await owner.prisma.upload.updateMany({ where: { sha256: sha256(file) }, data: { expiresAt: new Date() } })

  const tab = await context.newPage()
  await choose(tab, file)
  await expect(verdict(tab)).toBeVisible()
  for (const box of await tab.getByRole('checkbox').all()) await box.check()
  await sendButton(tab).click()
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
