// The commands that the pages print, as they stand there: run by bash and curl against the gateway that runs beside the portal.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { sickFile } from '../fixtures/web.ts'
import { expectAccessible } from './accessible.ts'
import { xmlFile } from './files.ts'
import { choose, verdict } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import { expect, open, test } from './test.ts'

const ANNA = { name: 'Anna Ek', orgnr: '5599001236' }

/** The text of the command, as it is selected. */
async function command(page: Page, what: string): Promise<string> {
  const block = page.getByRole('region', { name: `Kommando för Linux (bash): ${what}`, exact: true })
  return (await block.textContent()) ?? ''
}

/** A folder with the company's certificate files, as the page says they are called. */
function folder(pki: string, files: Record<string, string>): (text: string) => { status: number | null; stdout: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'kvittens-automate-'))
  for (const name of ['5599001236.pem', 'ca.pem']) writeFileSync(join(cwd, name), readFileSync(join(pki, name)))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
  return (text) => spawnSync('bash', ['-c', text], { cwd, encoding: 'utf8' })
}

test('a company’s own commands do what they say: self-test, test run, hand in, follow, list, withdraw', async ({
  page,
  context,
  here,
  owner,
}) => {
  await logInAs(context, owner, ANNA)
  await open(page, '/automatisera?system=linux')
  await expect(page.getByText('För Exempelbolaget AB')).toBeVisible()
  const run = folder(join(here.settings.dir, 'pki'), { 'sjuk.xml': sickFile() })
  expect(run(await command(page, 'självtest')).stdout).toContain('"arbetsgivare":"5599001236"')
  expect(run(await command(page, 'testkörning'))).toMatchObject({ status: 0, stdout: '200\n' })
  expect(run(await command(page, 'lämna in'))).toMatchObject({ status: 0, stdout: '202\n' })
  expect(run(await command(page, 'lämna in'))).toMatchObject({ status: 0, stdout: '200\n' })
  const reference = /<referens>([^<]+)/.exec(run('cat svar.xml').stdout)?.[1] ?? ''
  const own = async (what: string) => (await command(page, what)).replace('K7MQ-2XWH-9', reference)
  expect(run(await own('följ inlämningen')).stdout).toContain(`<referens>${reference}</referens>`)
  expect(run(await command(page, 'lista inlämningar')).stdout).toContain(`<referens>${reference}</referens>`)
  expect(run(await command(page, 'återkalla')).stdout).toContain('Finns inte')
  expect(run(await command(page, 'lista filer')).status).toBe(0)
  expect(run(await command(page, 'hämta')).status).toBe(22)
  expect(run(await command(page, 'OpenAPI')).status).toBe(0)
  writeFileSync(join(tmpdir(), 'kvittens-skicka.sh'), await command(page, 'skript'))
  expect(run(`bash ${join(tmpdir(), 'kvittens-skicka.sh')} sjuk.xml`).status).toBe(0)
})

test('everybody may read the page; the commands then carry a made-up number', async ({ page }) => {
  await open(page, '/')
  await page.getByRole('contentinfo').getByRole('link', { name: 'Automatisera' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Automatisera')
  await expect(page.getByText('Logga in så står ditt eget organisationsnummer i kommandona.')).toBeVisible()
  await page.getByRole('link', { name: 'Windows (PowerShell)' }).click()
  await expect(page.getByRole('region', { name: 'Kommando för Windows (PowerShell): lämna in' })).toContainText('--cert-type P12')
  await expectAccessible(page)
})

test('a command is copied by its button, and reached by keyboard where it is wider than the page', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '/automatisera?system=linux')
  const block = page.getByRole('region', { name: 'Kommando för Linux (bash): lämna in', exact: true })
  await block.focus()
  await expect(block).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Kopiera: lämna in, Linux', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Kopierat', { exact: true })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await block.textContent())
})

test('the checked file’s own command stands where it is sent by hand, and hands in the same file', async ({
  page,
  context,
  here,
  owner,
}) => {
  await logInAs(context, owner, ANNA)
  const file = xmlFile({ name: "lön 'nov'.xml" })
  await choose(page, file)
  await expect(verdict(page)).toBeVisible()
  await page.getByText('Gör samma sak med curl').click()
  await expectAccessible(page)
  const run = folder(join(here.settings.dir, 'pki'), { [file.name]: file.buffer.toString('utf8') })
  expect(run(await command(page, 'lämna in'))).toMatchObject({ status: 0, stdout: '202\n' })
  const row = await owner.prisma.submission.findFirst({ where: { fileName: file.name }, orderBy: { submittedAt: 'desc' } })
  await open(page, `/inlamningar/${row?.reference}`)
  await page.getByText('Tekniska uppgifter').click()
  await page.getByText('Gör samma sak med curl').click()
  expect(run(await command(page, 'följ inlämningen')).stdout).toContain(`<referens>${row?.reference}</referens>`)
  await open(page, '/inlamningar')
  await page.getByText('Gör samma sak med curl').click()
  expect(run(await command(page, 'lista inlämningar')).stdout).toContain(`<referens>${row?.reference}</referens>`)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the commands are text to select, in the system that a link chooses', async ({ page }) => {
    await page.goto('/automatisera')
    await page.getByRole('link', { name: 'Windows (PowerShell)' }).click()
    await expect(page.getByRole('region', { name: 'Kommando för Windows (PowerShell): självtest' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Kopiera: självtest, Windows' })).toBeHidden()
  })
})
