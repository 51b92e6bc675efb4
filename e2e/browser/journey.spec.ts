// The main road: from the start page to Försäkringskassan's kvittensID, as a person goes it.
import type { Locator, Page } from '@playwright/test'
import { readPdf } from '../fixtures/read-pdf.ts'
import { expectAccessible } from './accessible.ts'
import { type ChosenFile, fixedFile, sha256, spoiled, xmlFile } from './files.ts'
import { choose, fileButton, fileField, HAND_IN, referenceOfPage, sendButton, sendChosen, verdict } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import { remarked } from './situations.ts'
import { awake, expect, open, test } from './test.ts'
import { uploadFile } from './upload.ts'

const OMBUD = 'Elin Strand'
const KVITTENS_ID = /FK-\d{8}-[0-9A-F]{16}/

test.beforeEach(async ({ agency }) => agency.behave({}))

test('from the start page by e-legitimation to the kvittensID that stands in the other side’s book', async ({
  page,
  agency,
  owner,
  browser,
}) => {
  const colleague = await logInAs(await browser.newContext(), owner, { name: 'Björn Åkesson' })
  const other = await uploadFile(colleague, xmlFile({ name: 'en annans.xml' }))
  const file = xmlFile({ name: 'sjuk november åäö.xml', records: 14 })
  await open(page, '/')
  await page.getByRole('main').getByRole('link', { name: 'Logga in' }).click()
  await page.getByRole('button', { name: 'Logga in med e-legitimation' }).click()
  await page.getByRole('button', { name: OMBUD }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vilket företag gäller det?')
  await page.getByRole('button', { name: 'Välj Exempelbolaget AB' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Exempelbolaget AB')
  await expect(page.getByRole('banner')).toContainText('Exempelbolaget AB 559900-1236')
  await page.getByRole('main').getByRole('link', { name: 'Lämna en fil', exact: true }).click()
  await page.getByRole('link', { name: 'Lämna fil: Sjukanmälan' }).click()
  await page.waitForURL(`**${HAND_IN}`)
  await awake(page)
  await fileField(page).setInputFiles(file)
  await expect(verdict(page)).toHaveText(/^Filen kan skickas: 14 sjukfall för Exempelbolaget/)
  await expect(verdict(page)).toBeFocused()
  await expect(page.getByText(/^Sista dag:/)).toContainText(/\d+ anmäl(an|ningar) ska vara inne senast/)
  await expect(page.getByText('Att välja är inte att skicka.')).toBeVisible()
  const reference = await sendChosen(page)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.getByText(reference).first()).toBeVisible()

  // Nothing is clicked or loaded anew: the page itself tells.
  await expect(page.getByRole('heading', { name: 'Försäkringskassan har godkänt filen' })).toBeVisible()
  const kvittensId = await kvittensIdOn(page)
  expect(await inBook(agency, kvittensId)).toMatchObject({
    orgnr: '5599001236',
    tjanst: 'sjukanmalan',
    bytes: file.buffer.length,
    sha256: sha256(file),
    repeats: 0,
  })
  const paper = await readPdf(await page.pdf({ format: 'A4' }))
  expect(paper.pages).toBe(1)
  for (const fact of [reference, kvittensId, file.name, sha256(file), OMBUD]) expect(paper.text).toContain(fact)
  await page.getByText('Tekniska uppgifter').click()
  await expect(page.getByRole('definition').filter({ hasText: sha256(file) })).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: OMBUD })).toBeVisible()

  await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Inlämningar' }).click()
  await expect(page.getByRole('row', { name: reference })).toContainText('Godkänd')
  for (const sought of [kvittensId, reference.toLowerCase().replaceAll('-', ' '), 'november åäö', sha256(file)]) {
    await page.getByText('Sök och filtrera').click()
    await page.getByRole('searchbox', { name: 'Sök' }).fill(sought)
    await page.getByRole('button', { name: 'Visa' }).click()
    await page.waitForURL(/sok=/)
    await expect(page.getByRole('rowheader')).toHaveCount(1)
    await expect(page.getByRole('row').last()).toContainText(reference)
    await page.getByRole('link', { name: 'Rensa' }).click()
    await expect(page.getByRole('row', { name: other.referens })).toBeVisible()
  }
  const uploads: string[] = []
  page.on('request', (request) => request.method() === 'GET' || uploads.push(request.url()))
  await page.getByText('Sök och filtrera').click()
  await page.getByLabel('Sök med filen').setInputFiles(file)
  await page.waitForURL(new RegExp(`sok=${sha256(file)}$`))
  await expect(page.getByRole('rowheader')).toHaveCount(1)
  await expect(page.getByRole('row').last()).toContainText(reference)
  expect(uploads).toEqual([])
  // Seen before the form, which fills the screen: without a hit, and with a date that is none, where the whole list is no answer.
  for (const [query, answer] of [
    ['fran=2031-01-01', 'Ingen inlämning stämmer med sökningen.Ändra sökningen eller rensa den.'],
    ['fran=x', 'Sökningen är inte gjord. Rätta datumet och sök igen.'],
  ] as const) {
    await page.goto(`/inlamningar?${query}`)
    await expectAbove(page.getByText(answer), 500)
    await expect(page.getByRole('rowheader')).toHaveCount(0)
  }
  const address = `/inlamningar/${reference}`
  await page.getByRole('button', { name: /^Logga ut/ }).click()
  await expect(page.getByText('Du är utloggad.')).toBeVisible()
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Logga in')
  await expect(page.getByText(reference)).toHaveCount(0)
})

test('the same road by keyboard alone', async ({ page, agency }) => {
  const file = xmlFile({ name: 'tangentbord.xml' })
  await open(page, '/')
  await press(page, 'Logga in', 'Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Logga in')
  await press(page, 'Logga in med e-legitimation', 'Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Legitimera dig (test)')
  await press(page, OMBUD, 'Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vilket företag gäller det?')
  await awake(page)
  await press(page, 'Välj Exempelbolaget AB', 'Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Exempelbolaget AB')
  await awake(page)
  await press(page, 'Lämna en fil', 'Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vilken e-tjänst gäller det?')
  await press(page, 'Lämna fil: Sjukanmälan', 'Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lämna fil – Sjukanmälan')
  await awake(page)
  const asked = page.waitForEvent('filechooser')
  await press(page, 'Välj fil', 'Enter')
  await (await asked).setFiles(file)
  // The focus is at the answer: what comes next lies after it.
  await expect(verdict(page)).toBeFocused()
  await press(page, 'Skicka till Försäkringskassan', 'Enter')
  await referenceOfPage(page)
  await expect(page.getByRole('heading', { name: 'Försäkringskassan har godkänt filen' })).toBeVisible()
  expect(await inBook(agency, await kvittensIdOn(page))).toMatchObject({ sha256: sha256(file) })
  await press(page, 'Logga ut', 'Enter')
  await expect(page.getByText('Du är utloggad.')).toBeVisible()
})

test('the same road in English, dates and all', async ({ page, owner, agency, context }) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  await open(page, '/hem')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Exempelbolaget AB')
  await page.getByRole('main').getByRole('link', { name: 'Hand in a file', exact: true }).click()
  await page.getByRole('link', { name: 'Hand in a file: Sick-leave notice (sjukanmälan)' }).click()
  await page.waitForURL(`**${HAND_IN}`)
  await awake(page)
  await fileField(page).setInputFiles(xmlFile({ records: 14 }))
  await expect(
    page.getByRole('heading', { name: /^The file can be sent: 14 sick\u2011leave cases for Exempelbolaget/ }),
  ).toBeFocused()
  await expect(page.getByText(/^Last day:/)).toContainText(/\d+ notices? must be in by/)
  await page.getByRole('button', { name: 'Send to Försäkringskassan' }).click()
  const reference = await referenceOfPage(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Försäkringskassan has approved the file')
  await expect(page).toHaveTitle(new RegExp(`^Försäkringskassan has approved the file · ${reference} – `))
  expect(await inBook(agency, await kvittensIdOn(page))).toBeDefined()
})

test('fixed positions go the same road', async ({ page, owner, agency, context }) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const file = fixedFile({ records: 5 })
  await choose(page, file)
  await expect(verdict(page)).toHaveText(/^Filen kan skickas: 5 sjukfall för Exempelbolaget AB$/)
  await expect(page.getByText(/fasta positioner/).last()).toBeVisible()
  await sendChosen(page)
  await expect(page.getByRole('heading', { name: 'Försäkringskassan har godkänt filen' })).toBeVisible()
  expect(await inBook(agency, await kvittensIdOn(page))).toMatchObject({ sha256: sha256(file), bytes: file.buffer.length })
})

test('several files are checked together, sent with one button, and each gets its receipt; a faulty one stays and is said', async ({
  page,
  owner,
  agency,
  context,
}) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const files = [xmlFile({ name: 'ett.xml' }), xmlFile({ name: 'två.xml' })]
  const bad = spoiled('fel.xml', (text) => text.replace('antalSjukfall="3"', 'antalSjukfall="4"'))
  await open(page, HAND_IN)
  await drop(page, [...files, bad, { ...(files[0] as ChosenFile), name: 'kopia.xml' }])
  const heading = page.getByRole('heading', { level: 2 }).first()
  await expect(heading).toHaveText('2 av 4 filer kan skickas: 6 sjukfall')
  await expect(heading).toBeFocused()
  await expect(page.getByRole('listitem').filter({ hasText: 'fel.xml' })).toContainText('Går inte att skicka: 1 fel')
  await expect(page.getByRole('listitem').filter({ hasText: 'kopia.xml' })).toContainText('Samma innehåll som en annan fil')
  await expect(page.getByText('En fil har fel och skickas inte.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Skicka 2 av 3' }).click()
  await expect(heading).toHaveText('Vi har tagit emot 2 av 3 filer. En är inte inlämnad.')
  await expect(page.getByRole('link', { name: /^Kvittens .* \(ny flik\)$/ })).toHaveCount(2)
  await page.getByRole('button', { name: 'Öppna fel.xml' }).click()
  await expect(verdict(page)).toHaveText('Går inte att skicka: 1 fel')
  const mended = xmlFile({ name: 'fel.xml' })
  await fileField(page).setInputFiles(mended)
  await expect(verdict(page)).toHaveText(/^Filen kan skickas: 3 sjukfall/)
  await sendButton(page).click()
  await expect(heading).toHaveText('Vi har tagit emot alla 3 filer')
  await expect(page.getByRole('link', { name: /^Kvittens .* \(ny flik\)$/ })).toHaveCount(3)
  for (const file of [...files, mended])
    await expect.poll(async () => (await agency.ledger()).filter((entry) => entry.sha256 === sha256(file)).length).toBe(1)
})

test('a chosen file is named, is not sent by being chosen, stays when the language changes, and is asked for again after a reload', async ({
  page,
  owner,
  context,
}) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const posts: string[] = []
  page.on('request', (request) => request.method() !== 'GET' && posts.push(new URL(request.url()).pathname))
  await page.clock.install()
  await page.setViewportSize({ width: 320, height: 700 })
  await open(page, HAND_IN)
  await expect(fileButton(page)).toHaveAccessibleName('Välj fil ingen fil vald')
  await expectAbove(page.locator('#fil-knapp'), 660)
  const outcome = page.getByRole('heading', { level: 1 })
  // After each fault the same button opens the picker, and the same name can be chosen again.
  const bad = spoiled('lön nov.xml', (text) => text.replace('antalSjukfall="3"', 'antalSjukfall="4"'))
  const tooLarge = { ...bad, buffer: Buffer.alloc(8_200_000, 32) }
  for (const file of [tooLarge, bad, { ...remarked('5599001236'), name: bad.name }, xmlFile({ name: bad.name })]) {
    const chooser = page.waitForEvent('filechooser')
    await fileButton(page).click()
    await (await chooser).setFiles(file)
    await expect(fileButton(page)).toHaveAccessibleName(/^Välj en annan fil Vald fil: lön nov\.xml, /)
    if (file === bad) {
      await expect(verdict(page)).toHaveText('Går inte att skicka: 1 fel')
      await page.setViewportSize({ width: 1280, height: 700 })
      const steps = page.getByRole('navigation', { name: 'Så långt har du kommit' }).getByRole('listitem')
      await expect(steps).toHaveText([/Välj fil \(klart\)$/, /^2?Kontroll$/, /^3?Skicka$/, /^4?Kvittens$/])
      await expect(steps.nth(1)).toHaveAttribute('aria-current', 'step')
      await page.setViewportSize({ width: 320, height: 700 })
    } else await expect(outcome).toHaveText(/^(Filen kunde inte|Filen kan skickas|Kan skickas, med)/)
    await expectAbove(outcome, 600)
  }
  await expect(page.getByRole('status').filter({ hasText: 'Vald fil: lön nov.xml' })).toBeAttached()
  await page.clock.fastForward(10_000)
  await expect(page.getByText('Att välja är inte att skicka.')).toBeVisible()
  expect(posts.filter((path) => path !== '/api/inlamningar/fraga')).toEqual([])
  await page.setViewportSize({ width: 1280, height: 700 })
  await page.getByRole('button', { name: 'English' }).click()
  await expect(outcome).toHaveText('The file can be sent: 3 sick\u2011leave cases for Exempelbolaget AB')
  await expect(page).toHaveTitle(/^The file can be sent: 3 /)
  await page.setViewportSize({ width: 320, height: 700 })
  await expectAbove(outcome, 600)
  await page.setViewportSize({ width: 1280, height: 700 })
  await page.getByRole('button', { name: 'Svenska' }).click()
  await page.reload()
  await awake(page)
  await expect(page.getByText(/^Du valde lön nov\.xml \(.*\) men har inte lämnat in den\. Välj den igen/)).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain('personnummer')
  await logInAs(context, owner, { name: 'Anna Ek' })
  await page.reload()
  await awake(page)
  await expect(page.getByText(/^Du valde /)).toHaveCount(0)
})

test('the ombud changes company in one gesture, and each company has its own list', async ({ page, owner, context }) => {
  await logInAs(context, owner, { name: OMBUD, orgnr: '5599001236' })
  await choose(page, xmlFile({ name: 'för exempelbolaget.xml' }))
  const reference = await sendChosen(page)
  await open(page, '/inlamningar')
  await expect(page.getByRole('row').filter({ hasText: reference })).toBeVisible()
  await page.getByRole('banner').getByText('Exempelbolaget AB').click()
  await page.getByRole('button', { name: 'Byt till Provföretaget i Sundsvall AB' }).click()
  await expect(page.getByRole('banner')).toContainText('Provföretaget i Sundsvall AB')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inlämningar')
  await expect(page.getByText(reference)).toHaveCount(0)
  // Over both it stands there, and opening it changes back.
  await page.getByRole('link', { name: 'Alla dina företag (2)' }).click()
  const row = page.getByRole('row', { name: reference })
  await expect(row).toContainText('Exempelbolaget AB')
  await row.getByRole('button').click()
  await page.waitForURL(`**/inlamningar/${reference}`)
  await expect(page.getByRole('banner')).toContainText('Exempelbolaget AB')
})

/** On the page as it is first seen, not scrolled. */
async function expectAbove(part: Locator, pixels: number): Promise<void> {
  await expect.poll(() => part.evaluate((element) => element.getBoundingClientRect().bottom + scrollY)).toBeLessThan(pixels)
}

type Book = { ledger: () => Promise<{ kvittensId: string }[]> }
const inBook = async (agency: Book, kvittensId: string) =>
  (await agency.ledger()).find((entry) => entry.kvittensId === kvittensId)

async function kvittensIdOn(page: Page): Promise<string> {
  const shown = page.getByText(KVITTENS_ID)
  await expect(shown.first()).toBeVisible()
  return (await shown.first().textContent())?.match(KVITTENS_ID)?.[0] ?? ''
}

/** Tabs to what begins with this name, and presses a key there. */
async function press(page: Page, name: string, key: string): Promise<void> {
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
      return [element, ...labels].map((each) => each?.textContent?.trim() ?? '')
    })
    if (!focused.some((text) => text.startsWith(name))) continue
    await page.keyboard.press(key)
    return
  }
  throw new Error(`Tab never came to "${name}"`)
}

/** Drops files in the middle of the page, as from a folder window. */
async function drop(page: Page, files: ChosenFile[]): Promise<void> {
  const dropped = await page.evaluateHandle(
    (all) => {
      const carried = new DataTransfer()
      for (const { name, mimeType, text } of all) carried.items.add(new File([text], name, { type: mimeType }))
      return carried
    },
    files.map(({ name, mimeType, buffer }) => ({ name, mimeType, text: buffer.toString() })),
  )
  const main = page.getByRole('main')
  for (const type of ['dragenter', 'dragover', 'drop']) await main.dispatchEvent(type, { dataTransfer: dropped })
}
