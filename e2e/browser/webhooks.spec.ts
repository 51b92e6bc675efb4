// A company's own system is called: set up by plain forms, through relay's process, with the certificates of the local start.
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type NotedCall, startTarget, TAKEN, type TargetServer } from '../fixtures/target-server.ts'
import { loadAuthority } from '../rehearsal/pki/authority.ts'
import { xmlFile } from './files.ts'
import { logInAs } from './log-in-as.ts'
import { expect, test } from './test.ts'
import { uploadFile } from './upload.ts'

test.use({ javaScriptEnabled: false })

const PAGE = '/foretaget/aviseringar'
let target: TargetServer

test.beforeAll(async ({ here, agency }) => {
  await agency.behave({})
  const pem = (name: string) => readFileSync(join(here.settings.dir, 'pki', `${name}.pem`), 'utf8')
  target = await startTarget({}, await loadAuthority(pem('ca'), pem('ca-key')))
})
test.afterAll(() => target.stop())

/** The secret that the page shows, which shows it no more when it is loaded again. */
async function shownSecret(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Webhookens hemlighet')
  return (await page.getByText(/^whsec_/).textContent()) ?? ''
}

/** How many signatures of a call there are, and by which of the secrets. */
function signers({ headers, body }: NotedCall, secrets: string[]): (number | boolean)[] {
  const given = headers['webhook-signature']?.split(' ') ?? []
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const by = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update(signed)
      .digest('base64')
  return [given.length, ...secrets.map((secret) => given.includes(`v1,${by(secret)}`))]
}

const callsOf = (reference: string) => target.calls.filter(({ body }) => JSON.parse(body).data.referens === reference)

test('an address is added, called, changed and removed, and what failed is sent once more', async ({
  page,
  context,
  owner,
  browser,
}) => {
  const anna = await logInAs(context, owner, { name: 'Anna Ek' })
  await page.goto(PAGE)
  await page.getByText('Lägg till en webhook').click()
  const address = page.getByRole('textbox', { name: 'Adress', exact: true })
  await address.fill('https://192.168.0.1/krok')
  await page.getByRole('checkbox', { name: 'Godkänd' }).uncheck()
  await page.getByRole('button', { name: 'Lägg till webhooken' }).click()
  await expect(address).toHaveAccessibleDescription(/dit kan portalen inte anropa/)
  await expect(address).toHaveValue('https://192.168.0.1/krok')
  await expect(page.getByRole('checkbox', { name: 'Godkänd' })).not.toBeChecked()
  await address.fill(target.url)
  await page.getByRole('button', { name: 'Lägg till webhooken' }).click()
  const secret = await shownSecret(page)
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByText('There is no secret to show here.')).toBeVisible()
  await page.getByRole('button', { name: 'Svenska' }).click()
  expect(await page.content()).not.toContain(secret)

  const first = await uploadFile(anna, xmlFile({ name: 'kroken.xml' }))
  await expect.poll(() => callsOf(first.referens).length).toBe(1)
  const [call] = callsOf(first.referens)
  expect(JSON.parse(call?.body ?? '{}')).toMatchObject({ type: 'inlamning.levererad', data: { status: 'levererad' } })
  expect(call?.body).not.toContain('kroken')
  expect(call && signers(call, [secret])).toEqual([1, true])
  await page.goto(PAGE)
  await expect(page.getByRole('row', { name: new RegExp(`${first.referens}.*Mottaget`) })).toBeVisible()

  await page.getByText('Ändra localhost').click()
  await page.getByRole('button', { name: 'Byt hemlighet för localhost' }).click()
  const changed = await shownSecret(page)
  target.answer((response) => void response.writeHead(503).end())
  const second = await uploadFile(anna, xmlFile({ name: 'kroken igen.xml' }))
  await expect.poll(() => callsOf(second.referens).length).toBeGreaterThan(0)
  const [failed] = callsOf(second.referens)
  expect(failed && signers(failed, [secret, changed])).toEqual([2, true, true])
  const failure = page.getByRole('row', { name: new RegExp(`${second.referens}.*Svarade med status 503`) })
  await expect(async () => {
    await page.goto(PAGE)
    await expect(failure).toBeVisible({ timeout: 1000 })
  }).toPass()
  target.answer(TAKEN)
  await failure.getByRole('button', { name: `Skicka igen: Mottagen av Försäkringskassan ${second.referens}` }).click()
  await expect(page.getByText('Anropen skickas igen.')).toBeVisible()
  await expect(async () => {
    await page.goto(PAGE)
    await expect(page.getByRole('row', { name: new RegExp(`${second.referens}.*Mottaget`) })).toBeVisible({ timeout: 1000 })
  }).toPass()
  const ids = new Set(callsOf(second.referens).map(({ headers }) => headers['webhook-id']))
  expect(ids.size).toBe(1)

  await seenByOthers(browser, owner, second.referens)
  await page.goto(PAGE)
  await page.getByText('Ändra localhost').click()
  await page.getByText('Ta bort localhost', { exact: true }).click()
  await page.getByRole('button', { name: 'Ja, ta bort localhost' }).click()
  await expect(page.getByText('Företaget har inga webhookar.')).toBeVisible()
  const before = target.calls.length
  const third = await uploadFile(anna, xmlFile({ name: 'utan krok.xml' }))
  await expect
    .poll(async () =>
      (await owner.prisma.event.findMany({ where: { submission: { reference: third.referens } } })).some(
        (event) => event.calledAt,
      ),
    )
    .toBe(true)
  expect(target.calls.length).toBe(before)
})

type Others = Parameters<typeof logInAs>
type Browser = { newContext: (options: { javaScriptEnabled: false }) => Promise<Others[0]> }

/** A colleague sees it, without its path, and may not change it; another company sees nothing. */
async function seenByOthers(browser: Browser, owner: Others[1], reference: string): Promise<void> {
  for (const [name, isColleague] of [
    ['Björn Åkesson', true],
    ['David Nordin', false],
  ] as const) {
    const context = await browser.newContext({ javaScriptEnabled: false })
    await logInAs(context, owner, { name })
    const page = await context.newPage()
    await page.goto(PAGE)
    await expect(page.getByText(reference)).toHaveCount(isColleague ? 1 : 0)
    await expect(page.getByText('localhost', { exact: true })).toHaveCount(isColleague ? 1 : 0)
    await expect(page.getByText('/krok')).toHaveCount(0)
    await expect(page.getByRole('button', { name: /webhook|localhost|Skicka igen/ })).toHaveCount(0)
    await context.close()
  }
}
