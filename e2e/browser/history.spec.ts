// What was sent before is seen before it is sent again.
import { asXml, xmlFile } from './files.ts'
import { choose, fileField, HAND_IN, referenceOfPage, sendButton, sendChosen, verdict } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import { expect, open, test } from './test.ts'

test.beforeEach(async ({ agency }) => agency.behave({}))

test('the very same file again: the reference stands there before it is sent, and sending gives the first receipt', async ({
  page,
  context,
  owner,
}) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const file = xmlFile({ name: 'samma.xml', records: 2 })
  await choose(page, file)
  const first = await sendChosen(page)
  await open(page, HAND_IN)
  await fileField(page).setInputFiles(file)
  await expect(verdict(page)).toHaveText('Kan skickas, med 1 anmärkning')
  await expect(page.getByText(`med referens ${first}`)).toBeVisible()
  await page.getByRole('checkbox', { name: /Samma fil har lämnats förut/ }).check()
  await sendButton(page).click()
  expect(await referenceOfPage(page)).toBe(first)
})

test('cases that were sent in another file: the verdict says so before anything is sent, and sending does not ask again', async ({
  page,
  context,
  owner,
}) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const file = xmlFile({ name: 'november.xml', records: 3 })
  await choose(page, file)
  const first = await sendChosen(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.postData() ?? ''))
  const again = asXml('rättad.xml', file.buffer.toString().replace('Löneenheten', 'Lönekontoret'))
  await open(page, HAND_IN)
  await fileField(page).setInputFiles(again)
  await expect(verdict(page)).toHaveText('Kan skickas, med 3 anmärkningar')
  await expect(page.getByText(`3 av 3 sjukfall har lämnats in förut, i inlämningen ${first} (ny flik).`)).toBeVisible()
  await expect(page.getByRole('link', { name: `${first} (ny flik)` })).toHaveAttribute('href', `/inlamningar/${first}`)
  await expect(page.getByText(`med referens ${first}`).first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Uppgiften har lämnats förut' })).toBeVisible()
  expect(asked.filter((body) => /19\d{10}|sjukfall/.test(body))).toEqual([])
  await page.getByRole('checkbox', { name: /Uppgiften har lämnats förut/ }).check()
  await sendButton(page).click()
  const second = await referenceOfPage(page)
  expect(second).not.toBe(first)
  await page.getByText('Anmärkningar när filen lämnades in').click()
  await expect(page.getByRole('heading', { name: 'Uppgiften har lämnats förut' })).toBeVisible()
})

test('a personnummer in the file’s name: the page asks about the name that the file goes by, and no request has the other', async ({
  page,
  context,
  owner,
}) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const told: string[] = []
  page.on('request', (request) => told.push(request.url(), decodeURIComponent(JSON.stringify(request.headers()))))
  await choose(page, xmlFile({ name: 'Anna Andersson 900602-2397 depression.xml', records: 2 }))
  await expect(verdict(page)).toHaveText('Kan skickas, med 1 anmärkning')
  await expect(page.getByText('Vi skickar filen som ”Anna Andersson 900602-xxxx depression.xml”.')).toBeVisible()
  await expect(page.getByText(/(?<![\da-f])2397(?![\da-f])/)).toHaveCount(0)
  await sendButton(page).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Kryssa för alla anmärkningar innan du skickar.' })).toBeVisible()
  const box = page.getByRole('checkbox', { name: /Personnummer i filnamnet/ })
  await expect(box).toBeFocused()
  await expect(box).toHaveAccessibleDescription('Kryssa för alla anmärkningar innan du skickar.')
  await box.check()
  await sendButton(page).click()
  const reference = await referenceOfPage(page)
  expect(await owner.prisma.submission.findUniqueOrThrow({ where: { reference } })).toMatchObject({
    fileName: 'Anna Andersson 900602-xxxx depression.xml',
    warnings: 1,
  })
  await page.getByText('Anmärkningar när filen lämnades in').click()
  await expect(page.getByRole('heading', { name: 'Personnummer i filnamnet' })).toBeVisible()
  expect(told.some((text) => text.includes('900602-xxxx'))).toBe(true)
  expect(told.filter((text) => /(?<![\da-f])2397(?![\da-f])/.test(text))).toEqual([])
})
