// Konto, by keyboard: an own address, one's logins, all that is kept as a file, and the end of the account.
import { randomBytes, randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { readMail } from '../fixtures/mails.ts'
import { expectAccessible } from './accessible.ts'
import { logInAs } from './log-in-as.ts'
import { newcomer } from './newcomer.ts'
import { startLogin } from './start-login.ts'
import { expect, open, test } from './test.ts'

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

/** As somebody without a mouse: to the element that has the name, and Enter. */
async function press(page: Page, role: 'button' | 'link', name: string | RegExp): Promise<void> {
  await page.getByRole(role, { name }).focus()
  await page.keyboard.press('Enter')
}

test('a person’s own address, logins, file and end', async ({ page, context, owner, here }) => {
  test.slow()
  const name = `Kajsa ${randomBytes(3).toString('hex')}`
  const { personId } = await newcomer(owner, name, `1655991${randomInt(10_000, 99_999)}`)
  await logInAs(context, owner, { name })
  const elsewhere = await startLogin(owner, here.settings.publicUrl, { name })
  await open(page, '/hem')
  await press(page, 'link', new RegExp(name))
  await expect(heading(page)).toHaveText('Ditt konto')
  await expectAccessible(page)

  const address = `${randomBytes(5).toString('hex')}@exempel.test`
  const field = page.getByLabel('Din e-postadress')
  await field.fill('kajsa@')
  // The browser's own check would stop it before it is sent.
  await field.evaluate((input: HTMLInputElement) => input.form?.setAttribute('novalidate', ''))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Går inte att ta emot' })).toBeFocused()
  await expect(field).toHaveValue('kajsa@')
  await field.fill(address)
  await page.keyboard.press('Enter')
  const code = page.getByLabel('Kod ur brevet')
  await expect(code).toBeVisible()
  const mailed = await mailedCode(join(here.settings.dir, 'mail'), address)
  await code.fill(mailed === '000000' ? '000001' : '000000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Går inte att ta emot' })).toContainText('Koden stämmer inte')
  await expect(code).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await code.fill(mailed)
  await page.keyboard.press('Enter')
  await expect(page.getByText('E-postadressen är bekräftad.')).toBeVisible()
  await expect(page.getByText(`Din e-postadress är ${address}.`)).toBeVisible()

  const logins = page.getByRole('table', { name: 'Inloggningar' }).getByRole('row')
  await expect(logins).toHaveCount(3)
  await expect(logins.nth(1)).toContainText('den här inloggningen')
  await press(page, 'button', /^Avsluta inloggningen/)
  await expect(page.getByText('Inloggningen är avslutad.')).toBeVisible()
  await expect(logins).toHaveCount(2)
  expect(await owner.prisma.loginSession.count({ where: { id: elsewhere.sessionId } })).toBe(0)

  await page.getByLabel('Engelska').focus()
  await page.keyboard.press('Space')
  await press(page, 'button', 'Spara språket')
  await expect(page.getByText('Språket är sparat.')).toBeVisible()
  await expect(page.getByLabel('Engelska')).toBeChecked()

  const download = page.waitForEvent('download')
  await press(page, 'button', 'Hämta allt som sparas om dig')
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^kvittens-\d{4}-\d\d-\d\d\.json$/)
  const record = JSON.parse(readFileSync(await file.path(), 'utf8'))
  expect(record).toMatchObject({ person: { name, mail: address, language: 'en' }, memberships: [{ role: 'handler' }] })

  await press(page, 'link', 'Radera kontot')
  await expect(heading(page)).toHaveText('Radera ditt konto')
  const word = page.getByLabel('Skriv RADERA för att bekräfta')
  await word.fill('ja')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Går inte att ta emot' })).toBeFocused()
  await expectAccessible(page)
  await word.fill('radera')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Ditt konto är raderat.')).toBeVisible()
  await page.goto('/konto')
  await expect(heading(page)).toHaveText('Logga in')
  const person = await owner.prisma.person.findUniqueOrThrow({ where: { id: personId } })
  expect(person).toMatchObject({ name, mail: null, removedAt: expect.any(Date) })
})

/** Out of the mail that relay has sent. */
async function mailedCode(dir: string, address: string): Promise<string> {
  let code = ''
  const look = () => {
    const mails = readdirSync(dir).map((file) => readMail(readFileSync(join(dir, file), 'utf8')))
    code = /\d{6}/.exec(mails.find(({ to }) => to === address)?.subject ?? '')?.[0] ?? ''
    return code
  }
  await expect.poll(look, { timeout: 90_000, intervals: [500] }).toMatch(/^\d{6}$/)
  return code
}
