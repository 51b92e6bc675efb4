// The inbox: files that FK has for a company, from the agency through relay to the person who fetches and acknowledges them.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { sha256Of } from '../fixtures/delivery-files.ts'
import { expectAccessible } from './accessible.ts'
import { deliverFile } from './deliveries.ts'
import { xmlFile } from './files.ts'
import { logInAs } from './log-in-as.ts'
import { expect, open, test } from './test.ts'
import { uploadFile } from './upload.ts'

const EXEMPEL = '5599001236'
const title = (page: Page) => page.getByRole('heading', { level: 1 })
const menu = (page: Page) => page.getByRole('navigation', { name: 'Huvudmeny' })
const fileLink = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

test('a file from FK is seen, fetched whole and acknowledged, and who did it stands there', async ({
  page,
  context,
  owner,
  agency,
}) => {
  const name = `beslut åäö ${randomBytes(3).toString('hex')}.xml`
  const { content, receiverId } = await deliverFile({ agency, owner }, { orgnr: EXEMPEL, name, content: randomBytes(200_000) })
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  await open(page, '/hem')
  await expect(page.getByRole('link', { name: /oläst(a)? fil(er)? från Försäkringskassan/ })).toBeVisible()
  await menu(page)
    .getByRole('link', { name: /^Inkorg/ })
    .click()
  await expect(title(page)).toHaveText('Inkorg')
  const row = page.getByRole('row', { name: new RegExp(name) })
  await expect(row).toContainText('Oläst')
  await expect(row).toContainText('200 kB')
  await fileLink(page, name).click()
  await expect(title(page)).toHaveText('Ingen har hämtat filen än')
  await expect(page.getByText('Ingen har öppnat filen.')).toBeVisible()
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Hämta filen/ }).click()])
  expect(saved.suggestedFilename()).toBe(name)
  expect(sha256Of(await readFile(await saved.path()))).toBe(sha256Of(content))
  // The page shows by itself that it has been fetched.
  await expect(page.getByRole('row', { name: /Björn Åkesson.*Hämtade hela filen.*Portalen/ })).toBeVisible({ timeout: 60_000 })
  await page.getByText('Kvittera filen', { exact: true }).click()
  await page.getByRole('button', { name: `Kvittera ${name}` }).click()
  await expect(page.getByRole('status').getByText('Filen är kvitterad', { exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /Björn Åkesson.*Kvitterade/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /kvittera/i })).toHaveCount(0)
  expect((await agency.deliveries()).find(({ id }) => id === receiverId)).toMatchObject({ acknowledged: true })
  await open(page, '/inkorg')
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Kvitterad')
})

test('by keyboard alone: from the menu to the acknowledgement', async ({ page, context, owner, agency }) => {
  const name = `tangenter ${randomBytes(3).toString('hex')}.xml`
  const { id } = await deliverFile({ agency, owner }, { orgnr: EXEMPEL, name })
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  await open(page, `/inkorg/${id}`)
  await page.getByRole('link', { name: /^Hämta filen/ }).focus()
  await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: `Kvittera ${name}` })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').getByText('Filen är kvitterad', { exact: true })).toBeVisible()
})

test('two files with the same name are two files', async ({ page, context, owner, agency }) => {
  const stem = `lika ${randomBytes(3).toString('hex')}`
  const first = await deliverFile({ agency, owner }, { orgnr: EXEMPEL, name: `${stem}.xml` })
  const second = await deliverFile({ agency, owner }, { orgnr: EXEMPEL, name: `${stem}.xml` })
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  for (const [name, { content }] of [
    [`${stem}.xml`, first],
    [`${stem}-2.xml`, second],
  ] as const) {
    await open(page, '/inkorg')
    await fileLink(page, name).click()
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Hämta filen/ }).click()])
    expect(sha256Of(await readFile(await saved.path()))).toBe(sha256Of(content))
  }
})

test('another company sees nothing of it: not in its inbox, not by its address, not in a count', async ({
  page,
  context,
  owner,
  agency,
}) => {
  const name = `hemlig ${randomBytes(3).toString('hex')}.xml`
  await logInAs(context, owner, { name: 'David Nordin' })
  await open(page, '/hem')
  const before = await menu(page)
    .getByRole('link', { name: /^Inkorg/ })
    .textContent()
  const { id } = await deliverFile({ agency, owner }, { orgnr: EXEMPEL, name })
  await open(page, '/inkorg')
  expect(
    await menu(page)
      .getByRole('link', { name: /^Inkorg/ })
      .textContent(),
  ).toBe(before)
  await expect(page.getByText(name)).toHaveCount(0)
  expect((await page.goto(`/inkorg/${id}`))?.status()).toBe(404)
  await expect(title(page)).toHaveText('Sidan finns inte')
  expect((await page.request.get(`/api/inkorg/${id}/fil`)).status()).toBe(404)
  expect(await owner.prisma.deliveryAccess.count({ where: { deliveryId: id } })).toBe(0)
})

test('support sees how many files wait, and neither their names nor their content', async ({
  page,
  context,
  browser,
  owner,
  agency,
}) => {
  const name = `för supporten ${randomBytes(3).toString('hex')}.xml`
  const { id } = await deliverFile({ agency, owner }, { orgnr: EXEMPEL, name })
  const bjorn = await logInAs(await browser.newContext(), owner, { name: 'Björn Åkesson' })
  const { referens } = await uploadFile(bjorn, xmlFile())
  await logInAs(context, owner, { name: 'Fatima Haddad' })
  await open(page, `/support?fraga=${referens}`)
  await expect(page.getByRole('article')).toContainText(/\d+ i inkorgen, \d+ olästa, \d+ inte kvitterade/)
  await expect(page.getByText(name)).toHaveCount(0)
  for (const path of [`/inkorg/${id}`, '/inkorg']) await page.goto(path)
  await expect(title(page)).toHaveText('Vilket företag gäller det?')
  expect((await page.request.get(`/api/inkorg/${id}/fil`)).status()).toBe(404)
})

test('every look of list and file is whole for everybody', async ({ page, context, owner, agency }) => {
  const { id } = await deliverFile(
    { agency, owner },
    { orgnr: EXEMPEL, name: `${'mycket långt namn '.repeat(6)}${randomBytes(2).toString('hex')}.xml` },
  )
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  for (const path of ['/inkorg', `/inkorg/${id}`]) {
    await open(page, path)
    await expectAccessible(page)
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('a file is fetched and acknowledged all the same, and too early is told in words', async ({
    page,
    context,
    owner,
    agency,
  }) => {
    const name = `enkel ${randomBytes(3).toString('hex')}.xml`
    const { id } = await deliverFile({ agency, owner }, { orgnr: EXEMPEL, name })
    await logInAs(context, owner, { name: 'Björn Åkesson' })
    await page.goto(`/inkorg/${id}`)
    await page.getByText('Kvittera filen', { exact: true }).click()
    await page.getByRole('button', { name: `Kvittera ${name}` }).click()
    await expect(page.getByText('Filen är inte hämtad än.', { exact: false })).toBeVisible()
    await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Hämta filen/ }).click()])
    await page.getByText('Kvittera filen', { exact: true }).click()
    await page.getByRole('button', { name: `Kvittera ${name}` }).click()
    await expect(page.getByText('Filen är kvitterad', { exact: true })).toBeVisible()
  })
})
