// "Prova en fil": what is chosen there never leaves the computer.
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { formatDay, stockholmDay } from '#lib/calendar.ts'
import { makeSample } from '#lib/samples/samples.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import type { Service } from '#lib/services/description.ts'
import { expectAccessible } from './accessible.ts'
import { asXml, type ChosenFile, spoiled, xmlFile } from './files.ts'
import { fileField } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import { expect, open, test } from './test.ts'

const verdict = (page: Page) => page.getByRole('heading', { name: /^(Inga fel i filen|Filen har)/ })
const PROOF = 'Sidan har inte gjort något anrop sedan du valde filen.'
const KEPT = [
  ['Rapport i Excel', 'trasig-rapport.xlsx'],
  ['Rapport i CSV', 'trasig-rapport.csv'],
  ['Rapport i JSON', 'trasig-rapport.json'],
  ['Din fil med felen markerade', 'trasig-markerad.xml'],
  ['Anonymiserad kopia för support', 'trasig-anonym.xml'],
] as const

test('without a network a file is checked, mended, kept and anonymised; no request is made', async ({ page, context }) => {
  await ready(page)
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await context.setOffline(true)
  const wrong = spoiled('trasig.xml', (text) =>
    text.replace(/(\d{11})(\d)(<\/personnummer>)/, (_, a, b, c) => a + ((+b + 1) % 10) + c),
  )
  await fileField(page).setInputFiles(wrong)
  await expect(verdict(page)).toHaveText('Filen har 1 fel')
  await expect(verdict(page)).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Fel kontrollsiffra' })).toBeVisible()
  await page.getByText('Spara rapporten').click()
  for (const [name, file] of KEPT) {
    const [kept] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
    expect(kept.suggestedFilename()).toBe(file)
    expect(readFileSync(await kept.path()).length).toBeGreaterThan(100)
    await expect(page.getByText(`${file} är sparad.`)).toBeVisible()
  }
  await fileField(page).setInputFiles(xmlFile({ name: 'rättad.xml' }))
  await expect(verdict(page)).toHaveText(/^Inga fel i filen: 3 sjukfall för Exempelbolaget/)
  await expect(page.getByText(PROOF)).toBeVisible()
  expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([])
})

test('the server forbids the page to send, and the browser obeys', async ({ browser, here }) => {
  // A context of its own: what the policy stops is a fault in every other test.
  const context = await browser.newContext()
  const page = await context.newPage()
  const answer = await page.goto(`${here.settings.publicUrl}/prova`)
  expect(answer?.headers()['content-security-policy']).toContain("connect-src 'none'")
  const said = await page.evaluate(() =>
    fetch('/api/health').then(
      () => 'sent',
      () => 'stopped',
    ),
  )
  expect(said).toBe('stopped')
  await context.close()
})

test('nor does a login make it speak', async ({ page, owner, context }) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await ready(page)
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
  await fileField(page).setInputFiles(xmlFile())
  await expect(verdict(page)).toBeVisible()
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([])
  await expect(page.getByText(PROOF)).toBeVisible()
})

test('nobody has to say which e-service the file belongs to', async ({ page }) => {
  await ready(page)
  const agi = makeSample(service('franvarouppgift'), { code: null, format: 'xml' }, new Date())
  await fileField(page).setInputFiles(asXml('agi.xml', Buffer.from(agi)))
  await expect(verdict(page)).toHaveText(/^Inga fel i filen: 2 frånvarouppgifter/)
  await expect(page.getByText('Kontrollerad mot: Frånvarouppgift')).toBeVisible()
})

for (const format of ['csv', 'xlsx'] as const) {
  test(`a table (${format}) is shown as what it becomes`, async ({ page, context }) => {
    await ready(page)
    await context.setOffline(true)
    await fileField(page).setInputFiles(sample(format))
    await expect(verdict(page)).toHaveText(/^Inga fel i filen: 2 sjukfall/)
    await expect(page.getByRole('heading', { name: 'Så här blir tabellen' })).toBeVisible()
    await page.locator('summary', { hasText: 'Posterna som de skickas' }).click()
    await expect(page.getByRole('cell', { name: '199001012385' })).toBeVisible()
    const [kept] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Spara XML-filen' }).click(),
    ])
    if (format === 'csv') await isAskedAnew(page)
    expect(readFileSync(await kept.path(), 'utf8')).toContain('<!DOCTYPE sjukanmalan SYSTEM "sjukanmalan-1.0.dtd">')
  })
}

test('a table that does not name its company is checked as if somebody were logged in, and says so', async ({ page }) => {
  await ready(page)
  const first = formatDay(stockholmDay(new Date()) - 16)
  const text = `Personnummer;Första sjukdag\r\n199001012385;${first}\r\n`
  await fileField(page).setInputFiles({ name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(verdict(page)).toHaveText(/^Inga fel i filen: 1 sjukfall/)
  await expect(page.getByRole('heading', { name: 'Tabellen säger inte vilket företag det gäller' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Spara XML-filen' })).toHaveCount(0)
})

test('the same fault at many places is explained once, and a hundred of them are shown at a time', async ({ page }) => {
  await ready(page)
  const many = (records: number, dateOf: (n: number) => string) => {
    let n = 0
    return spoiled('många.xml', () =>
      [...xmlFile({ records }).buffer.toString()]
        .join('')
        .replaceAll(/<sjuklonFrom>\d{4}-\d\d-\d\d/g, () => `<sjuklonFrom>${dateOf(n++)}`),
    )
  }
  await fileField(page).setInputFiles(many(57, () => '2026-02-30'))
  await expect(verdict(page)).toHaveText('Filen har 57 fel')
  await expect(page.getByText(/står som 2026-02-30\. .* Alla 57 sjukfall har samma fel\. Rätta det en gång med sök/)).toHaveCount(
    1,
  )
  await expect(page.getByRole('rowheader')).toHaveCount(0)
  await page.reload()
  await ready(page)
  await fileField(page).setInputFiles(many(257, (at) => `2026-02-3${at % 2}`))
  await expect(verdict(page)).toHaveText('Filen har 257 fel')
  await expect(page.getByText('Februari 2026 har 28 dagar.')).toHaveCount(1)
  await expect(page.getByRole('rowheader')).toHaveCount(10)
  await page.getByText('Visa 247 till').click()
  await expect(page.getByRole('rowheader')).toHaveCount(110)
  await page.getByRole('button', { name: 'Visa 100 till' }).click()
  await expect(page.getByRole('rowheader')).toHaveCount(210)
  await page.getByRole('button', { name: 'Visa 47 till' }).click()
  await expect(page.getByRole('rowheader')).toHaveCount(257)
  await expect(page.getByText('257 av 257 visas.')).toBeVisible()
  const about = page.getByRole('link', { name: 'Läs om regel D02 (ny flik)' })
  expect(await about.getAttribute('href')).toBe('/postbeskrivningar/sjukanmalan/regler#D02')
})

test('accessible when it is ready and when it has found faults', async ({ page }) => {
  await ready(page)
  await expectAccessible(page)
  await fileField(page).setInputFiles(spoiled('fel.xml', (text) => text.replace('antalSjukfall="3"', 'antalSjukfall="8"')))
  await expect(verdict(page)).toBeVisible()
  await expectAccessible(page)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('the page says what it needs, and offers no way to send by mistake', async ({ page }) => {
    await page.goto('/prova')
    await expect(page.getByText('kräver JavaScript')).toBeVisible()
    await expect(page.locator('input[type=file]')).toHaveCount(0)
  })
})

async function ready(page: Page): Promise<void> {
  await open(page, '/prova')
  await expect(page.getByText('Kontrollen är redo.')).toBeVisible()
}

const service = (id: string): Service => serviceById(id) as Service

function sample(format: 'csv' | 'xlsx'): ChosenFile {
  const buffer = Buffer.from(makeSample(service('sjukanmalan'), { code: null, format }, new Date()))
  return { name: `sjuk.${format}`, mimeType: '', buffer }
}

/** What is unclear in a table is asked here too, each time: nothing is remembered. */
async function isAskedAnew(page: Page): Promise<void> {
  const first = formatDay(stockholmDay(new Date()) - 16)
  const buffer = Buffer.from(`Pnr;Borta från\r\n199001012385;${first}\r\n`)
  for (const name of ['en.csv', 'två.csv']) {
    await fileField(page).setInputFiles({ name, mimeType: 'text/csv', buffer })
    await expect(page.getByText('Vi hittar ingen kolumn med första sjukdagen. Är det Borta från?')).toBeVisible()
    await page.getByRole('button', { name: 'Ja, använd Borta från' }).click()
    await expect(verdict(page)).toHaveText(/^(Inga fel i filen|Filen har)/)
    await expect(page.getByRole('cell', { name: 'Första sjukdag (valt)' })).toBeVisible()
  }
}
