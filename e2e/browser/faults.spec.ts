// What a person can do wrong, or the world to them: each gets its code and sentence, nothing is stored, and the next file goes.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { asXml, type ChosenFile, sha256, spoiled, xmlFile } from './files.ts'
import { choose, fileField, HAND_IN, referenceOfPage, sendButton, sendChosen, verdict } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import { SPOILED } from './spoiled-files.ts'
import { whatIsStored } from './stored.ts'
import { awake, expect, open, test } from './test.ts'

test.beforeEach(async ({ agency, context, owner }) => {
  await agency.behave({})
  await logInAs(context, owner, { name: 'Björn Åkesson' })
})

for (const { what, code, make, says } of SPOILED)
  test(`a file ${what} is stopped on the page and round it (${code}), and the next one goes`, async ({ page, owner }) => {
    const before = await whatIsStored(owner)
    const file = make()
    await choose(page, file)
    await expect(verdict(page)).toHaveText(/^Går inte att skicka: \d+ fel/)
    await expect(verdict(page)).toBeFocused()
    await expect(page.getByRole('main')).toContainText(code)
    await expect(page.getByRole('main')).toContainText(says)
    await expect(sendButton(page)).toHaveCount(0)

    const answer = await sendRoundThePage(page, file)
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ code: 'stopped', findings: expect.arrayContaining([expect.objectContaining({ code })]) })
    expect(await whatIsStored(owner)).toEqual(before)

    const chooser = page.waitForEvent('filechooser')
    await page
      .getByRole('region', { name: /^Går inte att skicka/ })
      .getByRole('button', { name: /^Välj / })
      .click()
    await (await chooser).setFiles(xmlFile())
    await expect(verdict(page)).toHaveText(/^Filen kan skickas/)
    await sendChosen(page)
  })

test('what an editor did to a file is mended, a value corrected by keyboard, and the receipt names the file that came', async ({
  page,
  owner,
}) => {
  const right = xmlFile({ name: 'lön.xml' }).buffer.toString()
  const number = /<personnummer>(\d{12})</.exec(right)?.[1] ?? ''
  const wrong = `${number.slice(0, 11)}${(Number(number.at(-1)) + 1) % 10}`
  const text = right.replace(number, wrong).replace('<namn>Exempelbolaget', '<namn>Exempelbolaget & Åre')
  const file = asXml('lön.xml', Buffer.from(text, 'latin1'))
  await choose(page, file)
  await expect(verdict(page)).toHaveText('Går inte att skicka: 3 fel')
  await expect(page.getByRole('checkbox', { name: /^Filen är sparad i ISO-8859-1/ })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: /^Tecknet & står ensamt på 1 ställe/ })).toBeChecked()
  await page.getByRole('button', { name: 'Rätta det som är ikryssat' }).press('Enter')
  await expect(verdict(page)).toHaveText('Går inte att skicka: 1 fel')
  await expect(verdict(page)).toBeFocused()
  await expect(page.getByText('2 fel är borta, inga är nya.')).toBeVisible()
  await expect(page.getByText(/^Rätta uppgifterna här nedanför, eller i lönesystemet/)).toBeVisible()
  await expect(page.getByText('Att välja är inte att skicka.')).toHaveCount(0)

  await page.getByRole('button', { name: /^Rätta här: Personnumret, Rad \d+, kolumn \d+$/ }).press('Enter')
  const value = page.getByRole('textbox', { name: /^Personnumret, Rad \d+, kolumn \d+$/ })
  await expect(value).toBeFocused()
  await expect(value).toHaveValue(wrong)
  await expectAccessible(page)
  // What would be a fault too is told at the field, and not written.
  await value.press('End')
  await page.keyboard.type(number)
  await value.press('Enter')
  await expect(value).toHaveAccessibleDescription(/Personnumret/)
  await expect(value).toHaveAttribute('aria-invalid', 'true')
  await expect(verdict(page)).toHaveText('Går inte att skicka: 1 fel')
  await page.getByRole('button', { name: 'Avbryt' }).press('Enter')
  // What stands there is marked: typing takes its place.
  await page.getByRole('button', { name: /^Rätta här: Personnumret/ }).press('Enter')
  await expect(value).toHaveValue(wrong)
  await page.keyboard.type(number)
  await value.press('Enter')
  await expect(verdict(page)).toHaveText(/^Filen kan skickas: 3 sjukfall/)
  await expect(page.getByText('Den rättade filen är redan vald.')).toBeVisible()
  await expect(page.getByText('1 fel är borta, inga är nya.')).toBeVisible()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Spara den rättade filen' }).click(),
  ])
  expect(saved.suggestedFilename()).toBe('lön-rattad.xml')
  const mended = readFileSync(await saved.path(), 'utf8')
  expect(mended).toBe(right.replace('<namn>Exempelbolaget', '<namn>Exempelbolaget &amp; Åre'))

  const reference = await sendChosen(page)
  const main = page.getByRole('main')
  await page.getByText('Tekniska uppgifter').click()
  for (const words of [sha256(file), 'lön.xml', 'ISO-8859-1 → UTF-8', '& skrevs som &amp;', 'Uppgift rättad på sidan'])
    await expect(main.getByText(words).first()).toBeVisible()
  const stored = await owner.prisma.submission.findFirstOrThrow({ where: { reference } })
  expect(stored.sha256).toBe(sha256(asXml('', mended)))
})

test('a file of the other e-service is offered the way there, and takes those of its list along', async ({ page }) => {
  const payroll = SPOILED.find(({ what }) => what === 'of another e-service')?.make() ?? xmlFile()
  await open(page, HAND_IN)
  await fileField(page).setInputFiles([payroll, xmlFile({ name: 'med.xml' })])
  await page.getByRole('button', { name: `Öppna ${payroll.name}` }).click()
  await page.getByRole('button', { name: /^Byt till Frånvarouppgift .* och behåll alla 2 filer$/ }).click()
  await page.waitForURL('**/lamna/franvarouppgift')
  for (const name of ['agi.xml', 'med.xml']) await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Skatteverket')
})

test('a file over the limit is told so before it is read, and refused before it is sent', async ({ page, owner }) => {
  const before = await whatIsStored(owner)
  const file = { name: 'stor.xml', mimeType: 'text/xml', buffer: Buffer.alloc(8_200_000, 32) }
  await choose(page, file)
  await expect(page.getByRole('heading', { name: 'Filen kunde inte kontrolleras' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(/Största tillåtna storlek är 8\sMB/)
  await expect(sendButton(page)).toHaveCount(0)
  expect(await sendRoundThePage(page, file)).toMatchObject({ status: 413, body: { code: 'too_large' } })
  expect(await whatIsStored(owner)).toEqual(before)
  await choose(page, xmlFile())
  await sendChosen(page)
})

test('another company’s number in the request, a lying digest and a name that reads backwards are refused', async ({
  page,
  owner,
}) => {
  await open(page, HAND_IN)
  const before = await whatIsStored(owner)
  const file = xmlFile()
  const wrong: [Record<string, string>, number, string][] = [
    [{ 'X-Arbetsgivare': '5599004560' }, 404, 'not_found'],
    [{ 'X-Sha256': '0'.repeat(64) }, 400, 'invalid'],
    [{ 'X-Filnamn': encodeURIComponent('sjuk\u202elmx.exe') }, 400, 'invalid'],
    [{ 'X-Filnamn': encodeURIComponent('../../etc/passwd') }, 400, 'invalid'],
    [{ 'X-Tjanst': 'ingen' }, 404, 'not_found'],
    [{ 'X-Tjanst': 'franvarouppgift' }, 400, 'invalid'],
  ]
  for (const [headers, status, code] of wrong)
    expect(await sendRoundThePage(page, file, headers), JSON.stringify(headers)).toMatchObject({ status, body: { code } })
  expect(await whatIsStored(owner)).toEqual(before)
  expect((await sendRoundThePage(page, file)).status).toBe(201)
})

test('a double click on send is one submission', async ({ page, owner, agency }) => {
  const file = xmlFile({ name: 'dubbelklick.xml' })
  await choose(page, file)
  await expect(verdict(page)).toBeVisible()
  await sendButton(page).dblclick()
  await referenceOfPage(page)
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(1)
  await expect.poll(async () => (await agency.ledger()).filter((entry) => entry.sha256 === sha256(file)).length).toBe(1)
})

test('the same file in two tabs is one submission, and the second tab says so', async ({ page, context, owner }) => {
  const file = xmlFile({ name: 'två flikar.xml' })
  const other = await context.newPage()
  for (const tab of [page, other]) {
    await choose(tab, file)
    await expect(verdict(tab)).toBeVisible()
  }
  await Promise.all([page, other].map((tab) => sendButton(tab).click()))
  const [first, second] = [await referenceOfPage(page), await referenceOfPage(other)]
  expect(first).toBe(second)
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(1)
  const repeats = [page, other].filter((tab) => tab.url().endsWith('?dubblett=1'))
  expect(repeats).toHaveLength(1)
  await expect((repeats[0] ?? page).getByText(/^Samma fil har redan lämnats in\./)).toBeVisible()
})

test('a login that ends in mid-upload: the file is kept on the page, and goes after a login in a new tab', async ({
  page,
  context,
  owner,
}) => {
  const file = xmlFile({ name: 'lång väg.xml', records: 6_000 })
  await choose(page, file)
  await expect(verdict(page)).toHaveText(/^(Filen kan skickas|Kan skickas, med)/)
  const before = await whatIsStored(owner)
  await atSpeed(page, 400_000)
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await sendButton(page).click()
  await expect(page.getByText(/ av .* skickat$/)).toBeVisible()
  await owner.prisma.loginSession.deleteMany({ where: { person: { name: 'Björn Åkesson' } } })
  await expect(page.getByRole('heading', { name: 'Filen är inte inlämnad' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/^Du har blivit utloggad\. .*Filen är kvar här\.$/)).toBeVisible()
  expect(await whatIsStored(owner)).toEqual(before)
  await atSpeed(page, -1)

  const tab = context.waitForEvent('page')
  await page.getByRole('main').getByRole('link', { name: 'Logga in i en ny flik' }).click()
  const login = await tab
  await login.getByRole('button', { name: 'Logga in med e-legitimation' }).click()
  await login.getByRole('button', { name: 'Björn Åkesson' }).click()
  await expect(login.getByRole('heading', { level: 1 })).toHaveText('Exempelbolaget AB')
  await login.close()
  await page.getByRole('button', { name: 'Försök igen' }).click()
  await referenceOfPage(page)
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(1)
})

test('a line that breaks keeps the file, and trying again hands it in once', async ({ page, context, owner }) => {
  const file = xmlFile({ name: 'avbrott.xml' })
  await choose(page, file)
  await expect(verdict(page)).toBeVisible()
  await context.setOffline(true)
  await sendButton(page).click()
  await expect(page.getByText(/^Anslutningen bröts\./)).toBeVisible()
  // What became of it is the page's heading and stands first; the verdict is no longer the news.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Filen är inte inlämnad')
  await expect(page).toHaveTitle(/^Filen är inte inlämnad – /)
  await expect(page.getByRole('main').getByRole('heading').nth(1)).toHaveText(/^Filen kan skickas/)
  await expect(page.getByRole('region', { name: /^Filen kan skickas/ })).not.toHaveClass(/success/)
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Försök igen' }).click()
  await referenceOfPage(page)
  expect(await owner.prisma.submission.count({ where: { sha256: sha256(file) } })).toBe(1)
})

test('a file that was changed on disk after the check is not sent; the new one is checked', async ({ page, owner }) => {
  const path = join(mkdtempSync(join(tmpdir(), 'kvittens-file-')), 'sjuk.xml')
  writeFileSync(path, spoiled('sjuk.xml', (text) => text.replaceAll('Exempelbolaget AB', 'Det filen kallar det')).buffer)
  await choose(page, path)
  // As the register names it.
  await expect(verdict(page)).toHaveText(/^Filen kan skickas: 3 sjukfall för Exempelbolaget AB$/)
  await expect(
    page.getByText(/^I filen heter företaget Det filen kallar det\. Här visas namnet i registret, Exempelbolaget AB\./),
  ).toBeVisible()
  const before = await whatIsStored(owner)
  writeFileSync(path, xmlFile({ records: 4 }).buffer)
  await sendButton(page).click()
  await expect(page.getByText(/^Filen har ändrats på datorn sedan den kontrollerades\./)).toBeVisible()
  expect(await whatIsStored(owner)).toEqual(before)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Välj den rättade filen' }).click()
  await (await chooser).setFiles(path)
  await expect(verdict(page)).toHaveText(/^Filen kan skickas: 4 sjukfall/)
  await sendChosen(page)
})

test('the check can be broken off, and nothing is sent of it', async ({ page }) => {
  await open(page, HAND_IN)
  await page.getByRole('button', { name: 'Skicka till Försäkringskassan' }).waitFor({ state: 'detached' })
  await fileField(page).setInputFiles(xmlFile({ records: 14_000 }))
  const cancel = page.getByRole('button', { name: 'Avbryt kontrollen' })
  // A quick machine may be done before the click: then there is nothing to break off.
  await cancel.click({ timeout: 3_000 }).catch(() => {})
  await expect(page.getByText('Kontrollen är avbruten. Inget har skickats.').or(verdict(page)).last()).toBeVisible()
  await fileField(page).setInputFiles(xmlFile())
  await expect(verdict(page)).toHaveText(/^Filen kan skickas: 3 sjukfall/)
})

test('a form on another site cannot hand in, log out or change company', async ({ page, here, owner }) => {
  const before = await whatIsStored(owner)
  const portal = here.settings.publicUrl
  await page.route('http://elsewhere.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<form method="post"><input name="tjanst" value="sjukanmalan"></form>' }),
  )
  for (const path of ['/api/inlamningar', '/api/logga-ut', '/api/foretag', '/api/logga-in/losenord', '/api/sprak']) {
    await page.goto('http://elsewhere.test/')
    const answer = page.waitForResponse(`${portal}${path}`)
    await page.evaluate((action) => {
      const form = document.forms[0] as HTMLFormElement
      form.action = action
      form.submit()
    }, `${portal}${path}`)
    expect((await answer).status(), path).toBe(403)
    await page.waitForURL(`${portal}${path}`)
  }
  expect(await whatIsStored(owner)).toEqual(before)
  await open(page, '/hem')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Exempelbolaget AB')
})

/** As a script on the page could: the same request as the page's own, whatever the check has said. */
async function sendRoundThePage(page: Page, file: ChosenFile, more: Record<string, string> = {}) {
  await awake(page)
  return page.evaluate(
    async ({ bytes, headers }) => {
      const body = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))
      const answer = await fetch('/api/inlamningar', { method: 'POST', body, headers })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    {
      bytes: file.buffer.toString('base64'),
      headers: {
        'Content-Type': 'application/octet-stream',
        'X-Tjanst': 'sjukanmalan',
        'X-Arbetsgivare': '5599001236',
        'X-Filnamn': encodeURIComponent(file.name),
        ...more,
      },
    },
  )
}

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
