// The receiver fails, closes, comes back; a relay dies; a stop is planned: what every surface says, and that it turns back.
import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openDb } from '#lib/db.ts'
import { planStop, removeStop } from '#lib/submissions/planned-stops.ts'
import { asRole } from '../fixtures/test-database.ts'
import { faultsIn, type PageLook } from './check-page.ts'
import { xmlFile } from './files.ts'
import { logInAs } from './log-in-as.ts'
import { newcomer } from './newcomer.ts'
import { whileClosed } from './receiver-file.ts'
import { expect, open, test } from './test.ts'
import { uploadFile } from './upload.ts'

const ORGNR = '5599007084'
const FOLDER = process.env.SCREENSHOTS
const WIDE: PageLook = { locale: 'sv', scheme: 'light', width: 1280 }
const NARROW: PageLook = { locale: 'sv', scheme: 'dark', width: 320 }
const FAULT = /Försäkringskassan (tar inte emot filer|svarar inte) sedan kl\. \d\d\.\d\d\./

test.beforeAll(async ({ owner }) => {
  await newcomer(owner, 'Lisa Ljus', `16${ORGNR}`)
  await newcomer(owner, 'Mats Mörk', '165599007092')
})
test.beforeEach(({ agency }) => agency.behave({}))
// Other tests go on in this environment, also when one fails.
test.afterEach(({ agency }) => agency.behave({}))

const receiver = async (page: Page) => {
  const { receiver } = (await (await page.request.get('/api/health')).json()) as { receiver: { state: string } }
  return receiver.state
}
const main = (page: Page) => page.getByRole('main')

/** The page, whole in both widths. Pictures for people to look at: SCREENSHOTS=folder. */
async function look(page: Page, path: string, name: string, axe?: 'axe'): Promise<void> {
  await open(page, path)
  for (const each of [axe ? { ...WIDE, axe: true as const } : WIDE, NARROW]) {
    expect(await faultsIn(page, each)).toEqual([])
    if (FOLDER) await photograph(page, `${name} ${each.width}`)
  }
}

async function photograph(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER ?? '', { recursive: true })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.screenshot({ path: join(FOLDER ?? '', `${name}.png`), fullPage: true })
}

/** Coming back to a tab: the page asks at once. */
const comeBack = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

test('an outage is told where people look, each company its own number, and all turns back', async ({
  page,
  context,
  owner,
  agency,
}) => {
  const lisa = await logInAs(context, owner, { name: 'Lisa Ljus' })
  const { referens: sent } = await uploadFile(lisa, xmlFile({ orgnr: ORGNR }), ORGNR)
  await expect.poll(() => receiver(page)).toBe('working')
  await look(page, '/driftinformation', 'well, driftinformation')
  await expect(main(page)).toContainText(/Försäkringskassan tog senast emot en fil kl\. \d\d\.\d\d\./)
  await expect(page.getByRole('heading', { name: 'Allt fungerar' })).toBeVisible()
  const passesOn = page.getByRole('listitem').filter({ hasText: 'Skicka filer vidare till Försäkringskassan' })
  await expect(passesOn).toHaveText(/Fungerar$/)
  await open(page, '/hem')
  await expect(page.getByText(FAULT)).toHaveCount(0)
  // Only for the pictures: pages.spec.ts sees them.
  if (FOLDER)
    for (const [path, name] of [
      ['/hem', 'hem'],
      ['/lamna', 'lamna'],
      [`/inlamningar/${sent}`, 'submission'],
      ['/foretaget/aviseringar', 'aviseringar'],
    ] as const)
      await look(page, path, `well, ${name}`)

  await agency.behave({ rules: [{ mode: 'status-503' }] })
  const waiting: string[] = []
  for (let n = 0; n < 4; n++) waiting.push((await uploadFile(lisa, xmlFile({ orgnr: ORGNR }), ORGNR)).referens)
  await expect.poll(() => receiver(page), { timeout: 60_000 }).toBe('failing')

  await look(page, '/driftinformation', 'outage, driftinformation', 'axe')
  await expect(main(page)).toContainText(FAULT)
  await expect(page.getByText('Allt fungerar')).toHaveCount(0)
  await expect(passesOn).toHaveText(/Väntar på Försäkringskassan$/)
  await look(page, '/hem', 'outage, hem', 'axe')
  await expect(main(page)).toContainText(FAULT)
  await expect(main(page)).toContainText('Era 4 filer är mottagna här i tid och skickas så fort det går.')
  await look(page, '/lamna', 'outage, lamna')
  await expect(main(page)).toContainText('Du kan lämna filer som vanligt.')
  await look(page, '/lamna/sjukanmalan', 'outage, lamna a file')
  await expect(main(page)).toContainText(FAULT)
  await look(page, `/inlamningar/${waiting[0]}`, 'outage, submission', 'axe')
  await expect(main(page)).toContainText(FAULT)
  await expect(main(page)).toContainText('Filen är mottagen här i tid och skickas av sig själv så fort det går.')
  await look(page, '/inlamningar', 'outage, inlamningar')
  await expect(page.getByRole('complementary', { name: 'Meddelanden' })).toContainText(FAULT)
  if (FOLDER) await look(page, '/foretaget/aviseringar', 'outage, aviseringar')
  await open(page, `/inlamningar/${sent}`)
  await expect(page.getByText(FAULT)).toHaveCount(0)

  // Another company has no file that waits, and open pages tell nobody how many do.
  await context.clearCookies()
  await logInAs(context, owner, { name: 'Mats Mörk' })
  await open(page, '/hem')
  await expect(main(page)).toContainText('Ni har inga filer som väntar. Du kan lämna filer som vanligt.')
  await context.clearCookies()
  await open(page, '/driftinformation')
  await expect(main(page)).toContainText(FAULT)
  await expect(page.getByText(/\d (filer|fil)\b/)).toHaveCount(0)

  await agency.behave({})
  await expect.poll(() => receiver(page), { timeout: 60_000 }).toBe('working')
  await logInAs(context, owner, { name: 'Lisa Ljus' })
  await open(page, `/inlamningar/${waiting[0]}`)
  await expect(main(page)).toContainText(/KvittensID/)
  for (const path of ['/hem', '/lamna', '/driftinformation', '/inlamningar']) {
    await open(page, path)
    await expect(page.getByText(FAULT)).toHaveCount(0)
  }
})

test('a receiver that is closed, a relay that died beside a living one, and a planned stop are told', async ({
  page,
  context,
  owner,
  here,
}) => {
  const lisa = await logInAs(context, owner, { name: 'Lisa Ljus' })
  await whileClosed(async () => {
    await expect.poll(() => receiver(page)).toBe('closed')
    await look(page, '/hem', 'closed, hem', 'axe')
    await expect(main(page)).toContainText(/Försäkringskassan har stängt. Filer skickas när de öppnar kl. 00.00 den/)
    await look(page, '/driftinformation', 'closed, driftinformation')
    await expect(main(page)).toContainText(/Filer skickas till Försäkringskassan \wå?\S*dag 0\.00–0\.01\./)
  })
  await expect.poll(() => receiver(page)).not.toBe('closed')

  await owner.pool.query(
    `INSERT INTO process_beat (process, instance, at) VALUES ('relay', 'dead', now() - interval '2 minutes')`,
  )
  const relay = openDb(asRole(here.databaseUrl, 'relay'), { max: 1 })
  const operator = { db: relay, actor: 'admin:test' }
  const from = new Date(Date.now() + 3_600_000)
  const stops = [
    await planStop(operator, {
      from,
      until: new Date(from.getTime() + 7_200_000),
      sv: 'Vi byter databas.',
      en: 'We change databases.',
    }),
    await planStop(operator, { from: new Date(), until: null, sv: 'Vi letar ett fel.', en: 'We look for a fault.' }),
  ]
  try {
    await look(page, '/driftinformation', 'one relay dead, stops, driftinformation', 'axe')
    await expect(main(page)).toContainText(/En av två svarar inte sedan kl\. \d\d\.\d\d\./)
    await expect(page.getByText('Allt fungerar')).toHaveCount(0)
    for (const path of ['/driftinformation', '/hem', '/lamna']) {
      await open(page, path)
      await expect(page.getByRole('heading', { name: /^Planerat stopp pågår sedan / })).toBeVisible()
      await expect(main(page)).toContainText('Vi byter databas.')
    }
    // All else is well, and the stop alone is what does not work.
    await owner.pool.query(`DELETE FROM process_beat WHERE instance = 'dead'`)
    await uploadFile(lisa, xmlFile({ orgnr: ORGNR }), ORGNR)
    await expect.poll(() => receiver(page)).toBe('working')
    await open(page, '/driftinformation')
    await expect(page.getByRole('heading', { name: 'Portalens delar fungerar' })).toBeVisible()
    await expect(page.getByText('Allt fungerar')).toHaveCount(0)
  } finally {
    for (const id of stops) await removeStop(operator, id)
    await owner.pool.query(`DELETE FROM process_beat WHERE instance = 'dead'`)
    await relay.close()
  }
  await open(page, '/driftinformation')
  await expect(page.getByText('Planerat stopp')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Allt fungerar' })).toBeVisible()
})

test('while no file can be stored that is told, and nobody is told to hand in as usual', async ({
  page,
  context,
  owner,
  here,
}) => {
  await logInAs(context, owner, { name: 'Lisa Ljus' })
  const payloads = join(here.settings.dir, 'payloads')
  renameSync(payloads, `${payloads}.away`)
  try {
    // Relay has seen it as well: its part must not invite to hand in.
    await expect.poll(() => receiver(page)).toBe('failing')
    for (const path of ['/driftinformation', '/hem', '/lamna', '/lamna/sjukanmalan']) {
      await expect(async () => {
        await open(page, path)
        await expect(main(page)).toContainText('Felet ligger hos oss: filer går inte att lagra.', { timeout: 500 })
      }).toPass()
      await expect(page.getByText(/Du kan lämna filer som vanligt|Allt fungerar/)).toHaveCount(0)
    }
    await look(page, '/driftinformation', 'store away, driftinformation')
  } finally {
    renameSync(`${payloads}.away`, payloads)
  }
  await expect.poll(() => receiver(page)).not.toBe('failing')
  await open(page, '/driftinformation')
  await expect(page.getByText('filer går inte att lagra')).toHaveCount(0)
})

test.describe('a page that does not follow any more says so, and follows again', () => {
  test.use({ pageFalls: true })

  test('offline, while the portal fails, and after logging out elsewhere', async ({ page, context, owner, agency }) => {
    await agency.behave({ rules: [{ mode: 'status-503' }] })
    const lisa = await logInAs(context, owner, { name: 'Lisa Ljus' })
    const { referens } = await uploadFile(lisa, xmlFile({ orgnr: ORGNR }), ORGNR)
    await open(page, `/inlamningar/${referens}`)
    const notice = page.getByRole('heading', { name: 'Sidan följer inte filen just nu.' })
    await expect(notice).toHaveCount(0)

    await context.setOffline(true)
    await expect(notice).toBeVisible()
    await expect(main(page)).toContainText('Datorn har ingen kontakt med portalen.')
    await context.setOffline(false)
    await expect(notice).toHaveCount(0)

    const address = `**/api/inlamningar/${referens}`
    await page.route(address, (route) => route.fulfill({ status: 503, body: 'x' }))
    await expect(notice).toBeVisible()
    await expect(main(page)).toContainText('Portalen svarar inte som den ska.')
    await page.unroute(address)
    await comeBack(page)
    await expect(notice).toHaveCount(0)

    // Logged out in another tab, while the page is not just being made anew for a new attempt: that would lead to the login. The next
    // time is held here; one that was under way has ended then, or within these seconds.
    const held = Promise.withResolvers<void>()
    await page.route(/[?&]_rsc=/, () => held.resolve())
    await Promise.race([held.promise, page.waitForTimeout(5_000)])
    await owner.prisma.loginSession.delete({ where: { id: lisa.sessionId } })
    await expect(notice).toBeVisible()
    await expect(main(page)).toContainText('Du har loggats ut.')
    expect(await faultsIn(page, { ...NARROW, axe: true })).toEqual([])
    await logInAs(context, owner, { name: 'Lisa Ljus' })
    // What was held goes on.
    await page.unroute(/[?&]_rsc=/)
    await comeBack(page)
    await expect(notice).toHaveCount(0)

    await agency.behave({})
    await expect(main(page)).toContainText(/KvittensID/)
    await expect(page.getByRole('heading', { name: /^Försäkringskassan har (tagit emot|godkänt) filen/ })).toBeVisible()
  })
})
