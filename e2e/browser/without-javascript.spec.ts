// Everything that must be possible is possible with plain forms.
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { freshCode } from '../fixtures/one-time-code.ts'
import { type ChosenFile, sha256, spoiled, xmlFile } from './files.ts'
import { logInAs } from './log-in-as.ts'
import { whileClosed } from './receiver-file.ts'
import { whatIsStored } from './stored.ts'
import { expect, test } from './test.ts'

test.use({ javaScriptEnabled: false })
test.beforeEach(async ({ agency }) => agency.behave({}))

test('log in by password, hand a file in, read the receipt', async ({ page, here, owner, agency }) => {
  const anna = here.people.find(({ name }) => name === 'Anna Ek')
  const file = xmlFile({ name: 'enkel.xml' })
  await page.goto('/logga-in')
  await page.getByRole('textbox', { name: 'Användarnamn' }).fill(anna?.username ?? '')
  await page.getByLabel('Lösenord', { exact: true }).fill(anna?.password ?? '')
  await page.getByLabel('Engångskod').fill(await freshCode(owner, anna?.username ?? '', anna?.totpSecret))
  await page.getByRole('button', { name: 'Logga in med lösenord' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Exempelbolaget AB')
  await page.getByRole('main').getByRole('link', { name: 'Lämna en fil', exact: true }).click()
  await page.getByRole('link', { name: 'Lämna fil: Sjukanmälan' }).click()
  await handIn(page, file)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^(Vi har tagit emot|Vi skickar|Försäkringskassan har)/)
  await expect
    .poll(async () => {
      await page.reload()
      return page.getByRole('heading', { level: 1 }).textContent()
    })
    .toBe('Försäkringskassan har godkänt filen')
  const booked = (await agency.ledger()).filter((entry) => entry.sha256 === sha256(file))
  expect(booked).toHaveLength(1)
  await expect(page.getByText(booked[0]?.kvittensId ?? 'no entry').first()).toBeVisible()
})

test('the field for a file fits a screen of 320 px, and promises nothing that a script would do', async ({
  page,
  context,
  owner,
}) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  await page.setViewportSize({ width: 320, height: 800 })
  await page.goto('/lamna/sjukanmalan')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await expect(page.getByRole('main')).not.toContainText(/[Dd]ra filen|Att välja är inte|i webbläsaren/)
  await expect(page.locator('input[type=file]')).not.toHaveAttribute('multiple')
})

test('log in by e-legitimation, choose a company and change it', async ({ page }) => {
  await page.goto('/inlamningar')
  await page.getByRole('button', { name: 'Logga in med e-legitimation' }).click()
  await page.getByRole('button', { name: 'Elin Strand' }).click()
  await page.getByRole('button', { name: 'Välj Provföretaget i Sundsvall AB' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inlämningar')
  await page.getByRole('banner').getByText('Provföretaget i Sundsvall AB').click()
  await page.getByRole('button', { name: 'Byt till Exempelbolaget AB' }).click()
  await expect(page.getByRole('banner')).toContainText('Exempelbolaget AB')
  await page.getByRole('button', { name: /^Logga ut/ }).click()
  await expect(page.getByText('Du är utloggad.')).toBeVisible()
})

test('a file with a fault leads to its report, stores nothing, and the corrected file goes through', async ({
  page,
  context,
  owner,
}) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const bad = spoiled('fel.xml', (text) => text.replace(/\d(?=<\/personnummer>)/, otherDigit))
  const before = await whatIsStored(owner)
  await page.goto('/lamna/sjukanmalan')
  await handIn(page, bad)
  await page.waitForURL(/\/rapport\//)
  // Remarks where other tests have handed in the same cases before.
  const sentence = /^Går inte att skicka: 1 fel(?: och \d anmärkning(?:ar)?)?/
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`${sentence.source}$`))
  await expect(page).toHaveTitle(new RegExp(`${sentence.source} – `))
  const outcome = page.getByRole('region', { name: sentence })
  await expect(outcome).toContainText('fel.xml är inte inlämnad. Inget har skickats till Försäkringskassan.')
  await expect(outcome.getByRole('link', { name: 'Välj den rättade filen' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('I04')
  await expect(page.getByRole('main')).not.toContainText(/\d{8}-?\d{4}/)
  await page.getByText('Spara rapporten').click()
  for (const [link, signs] of [
    ['Rapport i Excel', /^PK/],
    ['Rapport i CSV', /I04/],
    ['Rapport i JSON', /"code":"I04"/],
  ] as const) {
    const [kept] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()])
    expect((await readFile(await kept.path())).toString('utf8')).toMatch(signs)
  }
  expect(await whatIsStored(owner)).toEqual(before)
  await page.getByRole('link', { name: 'Välj den rättade filen' }).click()
  await handIn(page, xmlFile({ name: 'rättad.xml' }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^(Vi har tagit emot|Vi skickar|Försäkringskassan har)/)
})

test('the report is for the login that sent the file, and for nobody else', async ({ page, context, owner }) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  await page.goto('/lamna/sjukanmalan')
  await handIn(
    page,
    spoiled('fel.xml', (text) => text.replace('</sjukanmalan>', '')),
  )
  await page.waitForURL(/\/rapport\//)
  await logInAs(context, owner, { name: 'Anna Ek' })
  const answer = await page.reload()
  expect(answer?.status()).toBe(404)
})

test('no file, an empty file and a stranger’s name are refused on the form’s own page', async ({ page, context, owner }) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const before = await whatIsStored(owner)
  await page.goto('/lamna/sjukanmalan')
  await handIn(page, { name: 'tom.xml', mimeType: 'text/xml', buffer: Buffer.alloc(0) })
  await expect(page.getByRole('main')).toContainText('F01')
  await page.goto('/lamna/sjukanmalan')
  await handIn(page, xmlFile({ name: 'sjuk\u202elmx.exe' }))
  await expect(page.locator('#fel')).toContainText(/Filnamnet/)
  expect(await whatIsStored(owner)).toEqual(before)
  await handIn(page, xmlFile())
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^(Vi har tagit emot|Vi skickar|Försäkringskassan har)/)
})

test('withdraw while nothing has been sent; afterwards it cannot be withdrawn', async ({ page, context, owner, agency }) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const file = xmlFile({ name: 'ångrad.xml' })
  await whileClosed(async () => {
    await page.goto('/lamna/sjukanmalan')
    await handIn(page, file)
    await page.getByText('Återkalla inlämningen').click()
    await page.getByRole('button', { name: /^Ja, återkalla / }).click()
    await expect(page.getByRole('heading', { name: /^Inlämningen är återkallad/ })).toBeVisible()
  })
  await expect(page.getByText('Återkalla inlämningen')).toHaveCount(0)
  // A file that is handed in after it passes by: had the first been sent, it would stand in the book by now.
  const later = xmlFile({ name: 'ovanpå.xml' })
  await page.goto('/lamna/sjukanmalan')
  await handIn(page, later)
  await expect.poll(async () => (await agency.ledger()).map((entry) => entry.sha256)).toContain(sha256(later))
  expect((await agency.ledger()).map((entry) => entry.sha256)).not.toContain(sha256(file))
})

test('a form that is refused says why at its field and keeps what was typed, for this login alone', async ({
  page,
  context,
  owner,
}) => {
  await logInAs(context, owner, { name: 'Anna Ek' })
  await page.goto('/foretaget/aviseringar')
  const addresses = page.getByRole('textbox', { name: /e-postadress/i })
  const save = page.getByRole('button', { name: 'Spara adresserna' })
  await expect(page.getByText('Ingen får veta om en fil går fel')).toBeVisible()
  await addresses.fill('info@räksmörgås.se')
  await page.getByRole('checkbox', { name: 'det kommer en fil från Försäkringskassan' }).uncheck()
  await page.getByRole('radio', { name: 'Engelska' }).check()
  await save.click()
  await expect(page.getByText('Adresserna är sparade.')).toBeVisible()
  await addresses.nth(1).fill('hej')
  await page.getByRole('checkbox', { name: 'Försäkringskassan har tagit emot en fil' }).nth(1).check()
  await save.click()
  await expect(addresses.nth(1)).toHaveValue('hej')
  await expect(addresses.nth(1)).toHaveAccessibleDescription(/Adressen går inte att läsa/)
  await expect(page.getByRole('checkbox', { name: 'Försäkringskassan har tagit emot en fil' }).nth(1)).toBeChecked()
  await expect(addresses.first()).toHaveValue('info@räksmörgås.se')
  await expect(addresses.first()).not.toHaveAccessibleDescription(/går inte att läsa/)
  await expect(page.getByRole('checkbox', { name: 'det kommer en fil från Försäkringskassan' }).first()).not.toBeChecked()
  await expect(page.getByRole('radio', { name: 'Engelska' })).toBeChecked()
  expect(page.url()).not.toContain('info')
  await addresses.nth(1).fill('')
  await addresses.first().fill('')
  await page.getByRole('radio', { name: 'Svenska' }).check()
  await save.click()
  await expect(page.getByText('Adresserna är sparade.')).toBeVisible()
  await expect(addresses).toHaveCount(1)

  await page.goto('/foretaget/ombud')
  await page.getByRole('textbox', { name: 'Ombudets organisationsnummer' }).fill('559900-1318')
  await page.getByLabel('Första dagen').fill('2027-03-01')
  await page.getByLabel('Sista dagen').fill('2099-03-31')
  await page.getByRole('button', { name: 'Ge fullmakten' }).click()
  await expect(page.getByRole('textbox', { name: 'Ombudets organisationsnummer' })).toHaveValue('559900-1318')
  await expect(page.getByLabel('Första dagen')).toHaveValue('2027-03-01')
  await expect(page.getByLabel('Sista dagen')).toHaveValue('2099-03-31')
  const refused = page.url()
  await logInAs(context, owner, { name: 'Anna Ek' })
  await page.goto(refused)
  await expect(page.getByRole('textbox', { name: 'Ombudets organisationsnummer' })).toHaveValue('')

  await page.goto('/foretaget/certifikat')
  await page.getByText('Klistra in ett certifikat').click()
  await page.getByLabel('Certifikatet som text').fill('-----BEGIN CERTIFICATE-----')
  await page.getByLabel('Används från och med (valfritt)').fill('2027-03-01T08:00')
  await page.getByRole('button', { name: 'Registrera certifikatet' }).click()
  await expect(page.getByLabel('Certifikatet som text')).toHaveValue('-----BEGIN CERTIFICATE-----')
  await expect(page.getByLabel('Används från och med (valfritt)')).toHaveValue('2027-03-01T08:00')
})

test('a login that fails keeps the user name and where one was going, and not the password', async ({ page }) => {
  await page.goto('/inlamningar')
  await page.getByRole('textbox', { name: 'Användarnamn' }).fill('anna.ek')
  await page.getByLabel('Lösenord', { exact: true }).fill('fel lösenord')
  await page.getByLabel('Engångskod').fill('000000')
  await page.getByRole('button', { name: 'Logga in med lösenord' }).click()
  await expect(page.getByRole('textbox', { name: 'Användarnamn' })).toHaveValue('anna.ek')
  await expect(page.getByText('Fel användarnamn, lösenord eller engångskod.')).toHaveCount(1)
  await expect(page.getByLabel('Lösenord', { exact: true })).toHaveValue('')
  expect(page.url()).toMatch(/\/logga-in\?fel=fel&next=%2Finlamningar$/)
})

const otherDigit = (digit: string): string => String((Number(digit) + 1) % 10)

/** The file field as it is without JavaScript, and its button. */
async function handIn(page: Page, file: ChosenFile): Promise<void> {
  await page.getByLabel('Välj fil').setInputFiles(file)
  await page.getByRole('button', { name: 'Kontrollera och skicka' }).click()
}
