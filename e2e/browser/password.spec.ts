// Without e-legitimation: a login is given, chosen, used, changed and replaced by a passkey, by the real pages.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { readMail } from '../fixtures/mails.ts'
import { codeAt, freshCode } from '../fixtures/one-time-code.ts'
import { logInAs } from './log-in-as.ts'
import { colleague, newcomer } from './newcomer.ts'
import { awake, expect, open, test } from './test.ts'

const PASSWORD = 'sju gröna hattar på hyllan'
const title = (page: Page) => page.getByRole('heading', { level: 1 })

test('given by an administrator, chosen by a link, used, changed, and a passkey instead', async ({
  page,
  context,
  here,
  owner,
  browser,
}) => {
  const { employerId, personId: boss } = await newcomer(owner, 'Petra Pass', '165599007324')
  await owner.prisma.member.updateMany({ where: { personId: boss }, data: { role: 'administrator' } })
  await colleague(owner, { name: 'Kalle Kod', employerId, role: 'handler' })
  const { id } = await owner.prisma.person.findFirstOrThrow({ where: { name: 'Kalle Kod' } })
  const address = { mail: 'kalle@exempel.test', mailVerifiedAt: new Date() }
  await owner.prisma.person.update({ where: { id }, data: address })
  await logInAs(context, owner, { name: 'Petra Pass' })
  await open(page, `/foretaget/personer/${id}/inloggning`)
  await page.getByRole('button', { name: 'Skicka länken' }).click()
  await expect(page.getByRole('main')).toContainText('En länk väntar på att användas')
  const told = /(\d{4}) (\d{4})/.exec((await page.getByRole('main').textContent()) ?? '')
  const code = `${told?.[1]}${told?.[2]}`
  const kalle = await narrow(browser)
  const secret = await choose(kalle, { mails: join(here.settings.dir, 'mail'), code })
  await logIn(kalle, await freshCode(owner, 'kalle.kod', secret))
  await expect(title(kalle)).toHaveText(/ AB$/)
  await addPasskey(kalle)
  const elsewhere = await browser.newContext()
  await logInAs(elsewhere, owner, { name: 'Kalle Kod' })
  const other = await elsewhere.newPage()
  await open(other, '/hem')
  await changePassword(kalle)
  await other.goto('/hem')
  await expect(title(other)).toHaveText('Logga in')
  await kalle.getByRole('button', { name: 'Meny' }).click()
  await kalle.getByRole('button', { name: /^Logga ut/ }).click()
  await awake(kalle)
  await kalle.getByRole('button', { name: 'Logga in med passkey' }).click()
  await expect(title(kalle)).toHaveText(/ AB$/)
  const mails = await owner.prisma.notice.findMany({ where: { recipient: address.mail }, orderBy: { createdAt: 'asc' } })
  expect(mails.map(({ kind }) => kind).sort()).toEqual(
    [
      'person-login-changed',
      'person-login-changed',
      'person-login-changed',
      'person-login-link',
      'person-login-new-device',
    ].sort(),
  )
})

async function narrow(browser: Browser): Promise<Page> {
  return (await browser.newContext({ viewport: { width: 320, height: 900 } })).newPage()
}

/** By the link in the mail; with a weak password first. Gives the code app's secret. */
async function choose(page: Page, { mails, code }: { mails: string; code: string }): Promise<string> {
  await open(page, await linkIn(mails))
  await expect(title(page)).toHaveText('Välj användarnamn och lösenord')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await expect(page.getByRole('img', { name: 'Bild att läsa in i kodappen' })).toBeVisible()
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '')
  const fill = async (password: string) => {
    await page.getByLabel('Användarnamn').fill('Kalle.Kod')
    await page.getByLabel('Nytt lösenord').fill(password)
    await page.getByLabel('Lösenordet en gång till').fill(password)
    await page.getByLabel('Engångskod').fill(codeAt(new Date(), secret))
    await page.getByLabel('Kod från den som gav dig inloggningen').fill(code)
    await page.keyboard.press('Enter')
  }
  await fill('hejsan123')
  await expect(page.getByLabel('Nytt lösenord')).toHaveAccessibleDescription(/lätt att gissa/)
  await expect(page.getByLabel('Användarnamn')).toHaveValue('Kalle.Kod')
  await fill(PASSWORD)
  await expect(page.getByText('Användarnamn, lösenord och kodapp är sparade.')).toBeVisible()
  return secret
}

/** The path of the link that was mailed. */
async function linkIn(folder: string): Promise<string> {
  const paths = () => {
    const mails = readdirSync(folder).filter((name) => name.endsWith('.eml'))
    return mails.flatMap((name) => /\/losenord\/[\w-]{43}/.exec(readMail(readFileSync(join(folder, name), 'utf8')).text) ?? [])
  }
  await expect.poll(() => paths().length, { timeout: 60_000 }).toBe(1)
  return paths()[0] ?? ''
}

async function logIn(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Användarnamn' }).fill('kalle.kod')
  await page.getByLabel('Lösenord', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Engångskod').fill(code)
  await page.getByRole('button', { name: 'Logga in med lösenord' }).click()
}

/** In the browser's own authenticator of tests, which shows its user at once. */
async function addPasskey(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const able = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', ...able } })
  await open(page, '/konto/inloggning')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.getByLabel('Vad den ska heta').fill('Min dator')
  await page.getByRole('button', { name: 'Lägg till en passkey' }).click()
  await expect(page.getByText('Passkeyn är tillagd.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Ta bort Min dator' })).toBeVisible()
}

async function changePassword(page: Page): Promise<void> {
  await page.getByLabel('Nytt lösenord').fill('åtta röda vantar i lådan')
  await page.getByLabel('Lösenordet en gång till').fill('åtta röda vantar i lådan')
  await page.getByRole('button', { name: 'Byt lösenord' }).click()
  await expect(page.getByText('Lösenordet är bytt.')).toBeVisible()
}
