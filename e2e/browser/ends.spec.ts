// What waits, stands still or was a mistake, made by how the other side behaves: a person ends it by the page.
import { globSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { LIMITS } from '#lib/limits.ts'
import { callLink, expectOnFirstScreen, fillAnswer, firstHeadline, reaches } from './end-it.ts'
import { sha256, xmlFile } from './files.ts'
import { fileField } from './hand-in.ts'
import { type BrowserLogin, logInAs } from './log-in-as.ts'
import { newcomer } from './newcomer.ts'
import { readEnvironment } from './place.ts'
import { IMPATIENT, tellRelay, whileClosed } from './receiver-file.ts'
import { awake, expect, open, test } from './test.ts'
import { shownStatus, uploadFile } from './upload.ts'

let login: BrowserLogin
test.beforeEach(async ({ context, owner, agency }) => {
  await agency.behave({})
  login = await logInAs(context, owner, { name: 'Björn Åkesson' })
})
test.afterAll(async ({ agency }) => {
  await agency.behave({})
  await tellRelay({ dedupes: true, retry: IMPATIENT.retry })
})

test('a hand-in is undone by one press while it waits to be sent, and the seconds are said once', async ({
  page,
  owner,
  agency,
}) => {
  const file = xmlFile()
  await whileClosed(async () => {
    const { referens } = await uploadFile(login, file)
    const data = { nextAttemptAt: new Date(Date.now() + 60_000) }
    await owner.prisma.submission.update({ where: { reference: referens }, data })
    await open(page, `/inlamningar/${referens}`)
    await expect(page.getByRole('main')).toContainText(/Skickas om \d+ sekunder\. Du kan ångra dig till dess\./)
    const said = page.getByRole('status').filter({ hasText: /Skickas om/ })
    const first = await said.textContent()
    await expect(
      page
        .getByText(/^Skickas om 5\d sekunder/)
        .filter({ visible: true })
        .first(),
    ).not.toHaveText(first ?? '')
    expect(await said.textContent()).toBe(first)
    await page.getByRole('button', { name: `Ångra ${referens}` }).click()
    await expect(page.getByRole('heading', { name: /^Inlämningen är återkallad\. Inget har lämnats/ })).toBeVisible()
  })
  expect((await agency.ledger()).map((entry) => entry.sha256)).not.toContain(sha256(file))
})

test('what waits for its next try is withdrawn: no attempt got there', async ({ page, agency }) => {
  await agency.behave({ rules: [{ mode: 'status-503', share: 1 }] })
  const file = xmlFile()
  const { referens } = await uploadFile(login, file)
  const hasFailed = async () => {
    const { status, forsok } = await shownStatus(login, referens)
    return status === 'i-ko' && forsok > 0
  }
  await expect.poll(hasFailed).toBe(true)
  await whileClosed(async () => {
    await open(page, `/inlamningar/${referens}`)
    expect(await firstHeadline(page)).toBe('Filen har inte kommit fram än. Vi försöker igen.')
    await page.getByText('Återkalla inlämningen').click()
    await page.getByRole('button', { name: `Ja, återkalla ${referens}` }).click()
    await expect(page.getByRole('heading', { name: /^Inlämningen är återkallad/ })).toBeVisible()
  })
})

test('what could not be delivered in all the time is sent again', async ({ page, agency, owner }) => {
  await tellRelay({ retry: { ...IMPATIENT.retry, giveUpAfterMs: 1_000 } })
  await agency.behave({ rules: [{ mode: 'status-503', share: 1 }] })
  const { referens } = await uploadFile(login, xmlFile())
  await reaches(login, referens, 'vantar')
  const row = await owner.prisma.submission.findUniqueOrThrow({ where: { reference: referens } })
  expect(row.heldReason).toBe('gave-up')
  await tellRelay({ retry: IMPATIENT.retry })
  await agency.behave({})
  await open(page, `/inlamningar/${referens}`)
  const again = page.getByRole('button', { name: `Skicka igen ${referens}` })
  await expectOnFirstScreen(page, again)
  await again.click()
  await reaches(login, referens, 'godkand')
})

test('what FK answered otherwise than was entered stands on Hem until it is marked as dealt with', async ({
  page,
  context,
  owner,
}) => {
  // The other tests' company has more that waits than Hem shows.
  const orgnr = '5599007100'
  await newcomer(owner, 'Nils Nej', `16${orgnr}`)
  const nils = await logInAs(context, owner, { name: 'Nils Nej' })
  const { referens } = await uploadFile(nils, xmlFile({ orgnr }), orgnr)
  await reaches(nils, referens, 'godkand')
  const told = { settledAs: 'has-not', settledBy: 'person:1', settledName: 'Björn Åkesson', settledHow: 'phone' }
  const times = { settledAt: new Date(), settledToldAt: new Date(), contradictedAt: new Date() }
  await owner.prisma.submission.update({ where: { reference: referens }, data: { ...told, ...times } })
  const entry = page
    .getByRole('region', { name: 'Behöver dig' })
    .getByRole('listitem')
    .filter({ has: page.locator(`a[href="/inlamningar/${referens}"]`) })
  await open(page, '/hem')
  await expect(entry).toContainText('Försäkringskassan svarade något annat')
  await entry.getByRole('link', { name: /^Läs svaren/ }).click()
  await page.getByRole('button', { name: `Markera som hanterad ${referens}` }).click()
  await expect(page.getByRole('button', { name: `Ta bort markeringen ${referens}` })).toBeVisible()
  await open(page, '/hem')
  await expect(page.getByRole('region', { name: 'Behöver dig' })).toContainText('Inget')
  await expect(entry).toHaveCount(0)
})

test('what may have arrived is sent once more where a repeat is dropped', async ({ page, agency, owner }) => {
  const file = xmlFile()
  await tellRelay({ dedupes: false })
  await agency.behave({ rules: [{ mode: 'store-then-reset', share: 1 }] })
  const { referens } = await uploadFile(login, file)
  await reaches(login, referens, 'vantar')
  await tellRelay({ dedupes: true })
  await agency.behave({})
  // As three relays that died leave it.
  await owner.prisma.submission.update({ where: { reference: referens }, data: { mayRepeat: true } })
  await open(page, `/inlamningar/${referens}`)
  await expect(page.getByRole('main')).toContainText('kan inte komma in dubbelt')
  await page.getByRole('button', { name: `Skicka en gång till ${referens}` }).click()
  await reaches(login, referens, 'godkand')
  expect((await agency.ledger()).filter((entry) => entry.sha256 === sha256(file))).toHaveLength(1)
})

test('what was damaged with us is handed in anew, and goes under its own reference', async ({ page }) => {
  const file = xmlFile()
  const referens = await whileClosed(async () => {
    const { referens: reference } = await uploadFile(login, file)
    const [stored = ''] = globSync(`**/${sha256(file)}*`, { cwd: readEnvironment().settings.dir })
    truncateSync(join(readEnvironment().settings.dir, stored), 100)
    return reference
  })
  await reaches(login, referens, 'vantar')
  await open(page, `/inlamningar/${referens}`)
  expect(await firstHeadline(page)).toBe('Filen har skadats hos oss och har inte skickats')
  await page.getByRole('link', { name: 'Lämna in på nytt' }).click()
  await awake(page)
  await fileField(page).setInputFiles(file)
  await page.getByRole('button', { name: 'Skicka till Försäkringskassan' }).click()
  await page.waitForURL(`**/inlamningar/${referens}?dubblett=1`)
  await reaches(login, referens, 'godkand')
})

test.describe('without JavaScript, by keyboard, 320 pixels wide', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })

  test('an answer of FK asks for a fresh login at the broker, and the form comes back as it was', async ({
    page,
    agency,
    owner,
  }) => {
    await tellRelay({ dedupes: false })
    await agency.behave({ dedupe: false, rules: [{ mode: 'store-then-reset', share: 1 }] })
    const file = xmlFile()
    const { referens } = await uploadFile(login, file)
    await reaches(login, referens, 'vantar')
    await agency.behave({ dedupe: false })
    await tellRelay({ dedupes: true })
    const provedAt = new Date(Date.now() - (LIMITS.freshLoginMinutes + 1) * 60_000)
    await owner.prisma.loginSession.update({ where: { id: login.sessionId }, data: { provedAt } })
    await page.goto(`/inlamningar/${referens}`)
    await expectOnFirstScreen(page, callLink(page))
    await page.getByText('Har du talat med Försäkringskassan?').focus()
    await page.keyboard.press('Enter')
    const send = page.getByRole('button', { name: `Skriv in beskedet ${referens}` })
    await fillAnswer(page, 'De har filen')
    await send.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Visa att det är du')
    await page.getByRole('button', { name: 'Logga in med e-legitimation' }).click()
    await page.getByRole('button', { name: 'Björn Åkesson' }).click()
    await expect(page.getByRole('main')).toContainText('Du har visat att det är du.')
    await expect(page.getByRole('radio', { name: 'De har filen' })).toBeChecked()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(320)
    await send.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toContainText('Beskedet är inskrivet.')
    expect(await firstHeadline(page)).toMatch(/^Enligt Försäkringskassan har filen kommit in\./)
    await expect(page.getByRole('main')).toContainText('till Björn Åkesson')
  })
})
