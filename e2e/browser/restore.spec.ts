// A database put back from a backup under a running portal: what people see, and that nothing is sent twice.
import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '#lib/db.ts'
import { backUp, restore } from '../fixtures/restore-database.ts'
import { asRole } from '../fixtures/test-database.ts'
import { expectAccessible } from './accessible.ts'
import { sha256, xmlFile } from './files.ts'
import { choose, sendChosen } from './hand-in.ts'
import { type BrowserLogin, logInAs } from './log-in-as.ts'
import type { BrowserEnvironment } from './place.ts'
import { whileClosed } from './receiver-file.ts'
import { expect, open, test } from './test.ts'
import { uploadFile } from './upload.ts'

const BAND = 'Just nu skickas inga filer vidare till Försäkringskassan, eftersom portalens databas har lagts tillbaka'

function admin({ databaseUrl, settings }: BrowserEnvironment, ...args: string[]): Promise<{ code: number; out: string }> {
  const payloads = join(settings.dir, 'payloads')
  const env = { ...process.env, LANG: 'sv_SE.UTF-8', DATABASE_URL: asRole(databaseUrl, 'relay'), PAYLOAD_DIR: payloads }
  return new Promise((resolve) => {
    execFile(process.execPath, ['lib/admin/main.ts', ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out: out + err }),
    )
  })
}

// Other tests go on in this portal, also when this one fails.
test.afterEach(({ here }) => admin(here, 'release', '--without-reconcile'))

test('after a restore every page says so, files are taken, and only after reconcile and release are they sent, once', async ({
  page,
  context,
  owner,
  agency,
  here,
}) => {
  await agency.behave({})
  const login = await logInAs(context, owner, { name: 'Björn Åkesson' })
  const [waiting, regretted] = [await held(login, owner), await held(login, owner)]
  await backUp(here.databaseUrl)
  const [forgotten, fresh] = [xmlFile(), xmlFile()]
  await choose(page, forgotten)
  await sendChosen(page)
  await expect(page.getByRole('main')).toContainText(/KvittensID/)
  const linesOf = async (file: typeof forgotten) => (await agency.ledger()).filter((line) => line.sha256 === sha256(file)).length
  await expect.poll(() => linesOf(forgotten)).toBe(1)
  // A page that follows a file would be made anew in the middle of it.
  await open(page, '/kontakt')
  await restore(here.databaseUrl)

  await expect(async () => {
    await open(page, '/hem')
    await expect(page.getByText(BAND)).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await expectAccessible(page)
  await open(page, '/driftinformation')
  await expect(page.getByRole('main')).toContainText('Inget skickas förrän vi har stämt av med Försäkringskassan')
  await expectAccessible(page)
  const health = await page.request.get('/api/health')
  expect([health.status(), (await health.json()).failing]).toEqual([503, ['sending']])

  await choose(page, forgotten)
  const repeated = await sendChosen(page)
  await expect(page.getByText('Vi vet inte om Försäkringskassan').first()).toBeVisible()
  await choose(page, fresh)
  const sent = await sendChosen(page)
  await expect(page.getByText(BAND)).toBeVisible()
  expect([await linesOf(forgotten), await linesOf(fresh)]).toEqual([1, 0])

  await open(page, `/inlamningar/${waiting.reference}`)
  await expect(page.getByRole('main')).toContainText('Fram till dess går inlämningen inte att återkalla eller ersätta.')
  await expect(page.getByText('Återkalla inlämningen')).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('link', { name: /^Lämna in / })).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: `Ställ i kö igen ${waiting.reference}` }).click()
  await expect(page.getByText('Filen står i kö igen. Den skickas när sändningen är på.')).toBeVisible()
  expect(await linesOf(waiting.file)).toBe(0)

  expect(await admin(here, 'release')).toMatchObject({ code: 2, out: expect.stringContaining('Inget är jämfört') })
  const list = join(mkdtempSync(join(tmpdir(), 'kvittens-list-')), 'ledger.jsonl')
  writeFileSync(list, (await agency.ledger()).map((line) => `${JSON.stringify(line)}\n`).join(''))
  const { out } = await admin(here, 'reconcile', list)
  // Other tests' files wait in this portal too.
  expect(out).toMatch(/Antecknade som framkomna, skickas inte: [1-9]/)
  expect(out.slice(0, out.indexOf('Antecknade'))).toContain(repeated)
  await open(page, `/inlamningar/${regretted.reference}`)
  await page.getByText('Återkalla inlämningen').click()
  await page.getByRole('button', { name: `Ja, återkalla ${regretted.reference}` }).click()
  await expect(page.getByRole('heading', { name: /^Inlämningen är återkallad/ })).toBeVisible()
  expect((await admin(here, 'release')).code).toBe(0)

  await open(page, `/inlamningar/${sent}`)
  await expect(page.getByText(BAND)).toHaveCount(0)
  await expect.poll(() => linesOf(fresh)).toBe(1)
  await open(page, `/inlamningar/${repeated}`)
  await expect(page.getByRole('main')).toContainText('Kvittens (avstämning)')
  expect(await linesOf(forgotten)).toBe(1)
  await expect.poll(() => linesOf(waiting.file)).toBe(1)
  expect(await linesOf(regretted.file)).toBe(0)
})

/** As one that could not be delivered in all the time. */
async function held(login: BrowserLogin, owner: Db): Promise<{ file: ReturnType<typeof xmlFile>; reference: string }> {
  const file = xmlFile()
  const reference = await whileClosed(async () => {
    const { referens } = await uploadFile(login, file)
    const data = { nextAttemptAt: null, heldAt: new Date(), heldReason: 'gave-up' }
    await owner.prisma.submission.update({ where: { reference: referens }, data })
    return referens
  })
  return { file, reference }
}
