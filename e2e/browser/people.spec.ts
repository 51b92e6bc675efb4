// A company's people, by keyboard: invited, accepted by somebody new, another role, removed.
import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { logInAs } from './log-in-as.ts'
import { newcomer } from './newcomer.ts'
import { receivedMail } from './received-mail.ts'
import { expect, open, test } from './test.ts'

const ADDRESS = 'nina.dahl@exempel.se'
const STRANGER = 'Nina Dahl'
const title = (page: Page) => page.getByRole('heading', { level: 1 })

async function press(page: Page, what: Locator, key = 'Enter'): Promise<void> {
  await what.focus()
  await page.keyboard.press(key)
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus()
  await page.keyboard.type(text)
}

test('somebody is invited, accepts as a new person, becomes a reader and is removed', async ({ page, owner, browser }) => {
  test.slow()
  const petra = await newcomer(owner, 'Petra Personal', '165599007431')
  await owner.prisma.member.updateMany({ where: { employerId: petra.employerId }, data: { role: 'administrator' } })
  await logInAs(page.context(), owner, { name: 'Petra Personal' })

  await open(page, '/foretaget')
  await expect(title(page)).toHaveText('Petras Sidor AB')
  await expect(page.getByRole('main')).toContainText('En person, varav en behörighetsadministratör.')
  await expectAccessible(page)
  await press(page, page.getByRole('main').getByRole('link', { name: 'Personer', exact: true }))
  await expect(title(page)).toHaveText('Personer')
  await expect(page.getByRole('main')).toContainText('Företaget har en enda behörighetsadministratör.')

  // What is missing is told at its field, and what was typed is there.
  await type(page, 'Namn', STRANGER)
  await type(page, 'E-postadress', ADDRESS)
  await press(page, page.getByRole('radio', { name: 'Ombud' }), 'Space')
  await press(page, page.getByRole('button', { name: 'Skicka inbjudan' }))
  await expect(page.getByLabel('Slutdatum')).toHaveAccessibleDescription(/Ett ombud behöver ett slutdatum/)
  await expect(page.getByLabel('Namn', { exact: true })).toHaveValue(STRANGER)
  await press(page, page.getByRole('radio', { name: 'Handläggare' }), 'Space')
  await press(page, page.getByRole('button', { name: 'Skicka inbjudan' }))
  await expect(page.getByRole('status').filter({ hasText: 'Inbjudan är på väg' })).toBeVisible()
  await expect(page.getByRole('row', { name: ADDRESS })).toContainText('Handläggare')
  await expectAccessible(page)

  const { text } = await receivedMail(ADDRESS, 'Du är inbjuden till Kvittens')
  expect(text).not.toMatch(/Petra|Nina|Personal/)
  const link = /http\S+\/inbjudan\/[\w-]{43}/.exec(text)?.[0] ?? ''

  const theirs = await (await browser.newContext({ locale: 'sv-SE' })).newPage()
  await theirs.goto(link)
  await expect(theirs.getByRole('main')).not.toContainText('Petras Sidor AB')
  await press(theirs, theirs.getByRole('main').getByRole('link', { name: 'Logga in' }))
  await press(theirs, theirs.getByRole('button', { name: 'Logga in med e-legitimation' }))
  await press(theirs, theirs.getByRole('button', { name: STRANGER }))
  await expect(title(theirs)).toHaveText('Du är inbjuden')
  await expect(theirs.getByRole('main')).toContainText('Petras Sidor AB, 559900-7431')
  await expect(theirs.getByRole('main')).toContainText('Handläggare')
  await expectAccessible(theirs)
  await press(theirs, theirs.getByRole('button', { name: 'Ta emot inbjudan' }))
  await expect(title(theirs)).toHaveText('Petras Sidor AB')
  await expect(theirs.getByRole('banner')).toContainText('Petras Sidor AB')

  await open(page, '/foretaget/personer')
  await press(page, page.getByRole('row', { name: STRANGER }).getByRole('link', { name: STRANGER }))
  await expect(title(page)).toHaveText('Person')
  await expectAccessible(page)
  await press(page, page.getByRole('radio', { name: 'Läsare' }), 'Space')
  await press(page, page.getByRole('button', { name: 'Spara ändringen' }))
  await expect(page.getByRole('status').filter({ hasText: 'Ändringen är sparad' })).toBeVisible()

  await theirs.goto('/lamna')
  await expect(theirs.getByRole('main')).toContainText('Läsare kan inte lämna filer.')
  await press(theirs, theirs.getByRole('link', { name: 'Se vem det är' }))
  await expect(theirs.getByRole('row', { name: 'Petra Personal' })).toContainText('Behörighetsadministratör')
  await expect(theirs.getByRole('button', { name: 'Skicka inbjudan' })).toHaveCount(0)

  await press(page, page.getByText('Ta bort personen'))
  await press(page, page.getByRole('button', { name: `Ta bort ${STRANGER}` }))
  await expect(page.getByRole('status').filter({ hasText: 'Personen är borttagen' })).toBeVisible()
  await expect(page.getByRole('row', { name: STRANGER })).toHaveCount(0)
  await theirs.goto('/inlamningar')
  await expect(theirs.getByRole('main')).not.toContainText('Petras Sidor AB')
  await theirs.goto(link)
  await expect(theirs.getByRole('button', { name: 'Ta emot inbjudan' })).toHaveCount(0)

  await press(page, page.getByRole('button', { name: 'English' }))
  await expect(title(page)).toHaveText('People')
  await expect(page.getByRole('heading', { name: 'Change of authorisation administrator' })).toBeVisible()
})
