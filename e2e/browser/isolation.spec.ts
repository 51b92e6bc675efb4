// A company never sees, counts or disturbs another; support sees what it must, and every look stands in the book.

import type { Page } from '@playwright/test'
import { PORTAL_CHAIN } from '#lib/db.ts'
import type { Kvittens } from '#lib/submissions/kvittens.ts'
import { ADMITTED } from '../fixtures/exchanges.ts'
import { sha256, xmlFile } from './files.ts'
import { logInAs } from './log-in-as.ts'
import { whileClosed } from './receiver-file.ts'
import { expect, open, test } from './test.ts'
import { shownStatus, uploadFile } from './upload.ts'

const title = (page: Page) => page.getByRole('heading', { level: 1 })
const file = xmlFile({ name: 'hemlig löneuppgift.xml' })
let theirs: Kvittens
let kvittensId: string

test.beforeAll(async ({ browser, owner, agency }) => {
  await agency.behave({})
  const bjorn = await logInAs(await browser.newContext(), owner, { name: 'Björn Åkesson' })
  theirs = await uploadFile(bjorn, file)
  await expect.poll(async () => (await shownStatus(bjorn, theirs.referens)).status).toBe('godkand')
  kvittensId = (await shownStatus(bjorn, theirs.referens)).kvittensID ?? ''
})

test('another company’s handler finds it in no list, search or address', async ({ page, context, owner }) => {
  await logInAs(context, owner, { name: 'David Nordin' })
  for (const path of ['/hem', '/inlamningar']) {
    await open(page, path)
    await expect(page.getByText(theirs.referens)).toHaveCount(0)
    await expect(page.getByText('hemlig löneuppgift')).toHaveCount(0)
  }
  for (const sought of [theirs.referens, kvittensId, 'hemlig', sha256(file)]) {
    await open(page, `/inlamningar?${new URLSearchParams({ sok: sought })}`)
    await expect(page.getByText('Ingen inlämning stämmer med sökningen.')).toBeVisible()
  }
  const answer = await page.goto(`/inlamningar/${theirs.referens}`)
  expect(answer?.status()).toBe(404)
  await expect(title(page)).toHaveText('Sidan finns inte')
  expect((await page.request.get(`/inlamningar/${theirs.referens}/rapport.xlsx`)).status()).toBe(404)
  expect(await asked(page, `/api/inlamningar/${theirs.referens}`)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  // Not even that it exists: a reference that nobody has gets the same words.
  const nobodys = await asked(page, '/api/inlamningar/K7MQ-2XWH-9')
  const others = await asked(page, `/api/inlamningar/${theirs.referens}`)
  expect(others).toEqual(nobodys)
})

test('another company’s handler can neither withdraw it, nor send it again, nor hand in for them', async ({
  page,
  context,
  owner,
  browser,
}) => {
  await logInAs(context, owner, { name: 'David Nordin' })
  const bjorn = await logInAs(await browser.newContext(), owner, { name: 'Björn Åkesson' })
  await open(page, '/hem')
  await whileClosed(async () => {
    const queued = await uploadFile(bjorn, xmlFile({ name: 'i kö.xml' }))
    for (const act of ['aterkalla=1', 'skicka-igen=1'])
      expect(await asked(page, `/api/inlamningar/${queued.referens}?${act}`, { method: 'POST' })).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      })
    expect((await shownStatus(bjorn, queued.referens)).status).toBe('i-ko')
  })
  const before = await owner.prisma.submission.count()
  const headers = { 'X-Tjanst': 'sjukanmalan', 'X-Arbetsgivare': '5599001236', 'X-Filnamn': 'a.xml' }
  const body = xmlFile().buffer.toString()
  expect(await asked(page, '/api/inlamningar', { method: 'POST', headers, body })).toMatchObject({ status: 404 })
  // For their own company, but with the other's number in the file.
  const own = { ...headers, 'X-Arbetsgivare': '5599004560' }
  expect(await asked(page, '/api/inlamningar', { method: 'POST', headers: own, body })).toMatchObject({ status: 422 })
  expect(await owner.prisma.submission.count()).toBe(before)
})

test('choosing a company one may not act for is refused in words', async ({ page, context, owner }) => {
  await logInAs(context, owner, { name: 'Elin Strand' })
  const { id } = await owner.prisma.employer.create({ data: { orgnr: '165560360793', name: 'Ett annat bolag AB', ...ADMITTED } })
  await open(page, '/foretag')
  await expect(page.getByText('Ett annat bolag AB')).toHaveCount(0)
  await page.evaluate((employerId) => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = '/api/foretag'
    const field = document.createElement('input')
    field.name = 'employerId'
    field.value = employerId
    form.append(field)
    document.body.append(form)
    form.submit()
  }, id)
  await expect(page.getByRole('heading', { name: 'Företaget gick inte att välja' })).toBeVisible()
})

test('support finds it by kvittensID and by a reference as it was heard, sees no content, and is written down', async ({
  page,
  context,
  owner,
}) => {
  const { personId } = await logInAs(context, owner, { name: 'Fatima Haddad' })
  await open(page, '/support')
  for (const query of [kvittensId, theirs.referens.toLowerCase().replaceAll('-', '')]) {
    const before = await looks(theirs.referens)
    await page.getByRole('textbox', { name: 'KvittensID eller referensnummer' }).fill(query)
    await page.getByRole('button', { name: 'Sök inlämning' }).click()
    const found = page.getByRole('article', { name: `Inlämning ${theirs.referens}` })
    await expect(found).toContainText('Exempelbolaget AB')
    await expect(found).toContainText('559900-1236')
    await expect(found).toContainText(kvittensId)
    await expect(page.getByText('hemlig löneuppgift')).toHaveCount(0)
    expect(await looks(theirs.referens)).toBe(before + 1)
  }
  // What is not found is written down too, in the portal's own chain.
  const searches = () => owner.prisma.audit.count({ where: { chain: PORTAL_CHAIN, action: 'support.searched' } })
  const before = await searches()
  await open(page, '/support?fraga=K7MQ-2XWH-9')
  await expect(page.getByRole('status')).toContainText('Ingen inlämning har kvittensID eller referens K7MQ-2XWH-9.')
  expect(await searches()).toBe(before + 1)

  async function looks(reference: string): Promise<number> {
    const { id, employerId } = await owner.prisma.submission.findUniqueOrThrow({ where: { reference } })
    const actor = `person:${personId}`
    return owner.prisma.audit.count({ where: { chain: employerId, action: 'support.looked-up', object: id, actor } })
  }
})

test('what a page is given and does not show is not in its source either', async ({ context, owner }) => {
  const row = await owner.prisma.submission.findUniqueOrThrow({ where: { reference: theirs.referens } })
  const source = async (path: string): Promise<string> => (await context.request.get(path)).text()
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  for (const path of ['/hem', '/inlamningar', `/inlamningar/${theirs.referens}`]) {
    const text = await source(path)
    expect(text, path).toContain(theirs.referens)
    // Its own page shows the message id, by which FK can look it up.
    const unseen = [row.id, row.personId ?? '', ...(path.includes(theirs.referens) ? [] : [row.messageId])]
    expect(
      unseen.filter((value) => text.includes(value)),
      path,
    ).toEqual([])
  }
  await logInAs(context, owner, { name: 'Fatima Haddad' })
  const text = await source(`/support?fraga=${theirs.referens}`)
  expect(text).toContain(row.messageId)
  expect(['hemlig löneuppgift', 'Björn', row.personId ?? ''].filter((unseen) => text.includes(unseen))).toEqual([])
})

test('support is told at once that a personnummer is no question, and it stands in no address', async ({
  page,
  context,
  owner,
}) => {
  await logInAs(context, owner, { name: 'Fatima Haddad' })
  await open(page, '/support')
  const field = page.getByRole('textbox', { name: 'KvittensID eller referensnummer' })
  await field.fill('19121212-1212')
  await page.getByRole('button', { name: 'Sök inlämning' }).click()
  // The form does not leave: the browser says so at the field.
  const said = await field.evaluate((input) => (input instanceof HTMLInputElement ? input.validationMessage : ''))
  expect(said).toContain('Det ser ut som ett personnummer.')
  expect(page.url()).not.toContain('1212')
  // A page without its script asks all the same: the answer is at an address without the number.
  await page.goto('/support?fraga=19121212-1212')
  await expect(page.getByRole('main')).toContainText('Det ser ut som ett personnummer.')
  expect(page.url()).not.toContain('1212')
})

for (const name of ['Anna Ek', 'Göran Lind'])
  test(`the look-up is not there for ${name}, who is no support person`, async ({ page, context, owner }) => {
    await logInAs(context, owner, { name })
    const before = await owner.prisma.audit.count()
    const answer = await page.goto(`/support?fraga=${theirs.referens}`)
    expect(answer?.status()).toBe(404)
    await expect(title(page)).toHaveText('Sidan finns inte')
    await expect(page.getByRole('main').getByText(theirs.referens)).toHaveCount(0)
    expect(await owner.prisma.audit.count()).toBe(before)
  })

test('whoever is not logged in gets nothing but the login page', async ({ page, context }) => {
  await context.clearCookies()
  for (const path of [
    '/hem',
    '/inlamningar',
    `/inlamningar/${theirs.referens}`,
    '/lamna',
    '/lamna/sjukanmalan',
    '/support',
    '/foretag',
  ]) {
    await page.goto(path)
    await expect(title(page), path).toHaveText('Logga in')
    await expect(page.getByText(theirs.referens)).toHaveCount(0)
  }
  expect(await asked(page, `/api/inlamningar/${theirs.referens}`)).toMatchObject({ status: 401, body: { code: 'not_signed_in' } })
})

/** As a script on the portal's own page. */
async function asked(page: Page, path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  return page.evaluate(
    async ([address, how]) => {
      const answer = await fetch(address, how)
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    [path, init] as const,
  )
}
