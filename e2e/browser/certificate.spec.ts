// The certificate assistant: opened in the browser, registered for the company, used by real curl, and the key sent nowhere.
import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Request } from '@playwright/test'
import { DAY_MS } from '#lib/calendar.ts'
import { runCurl } from '../fixtures/curl.ts'
import { issueLeaf, type Leaf, type LeafRequest, loadAuthority } from '../rehearsal/pki/authority.ts'
import { buildPkcs12 } from '../rehearsal/pki/pkcs12.ts'
import { expectAccessible } from './accessible.ts'
import { logInAs } from './log-in-as.ts'
import { readEnvironment } from './place.ts'
import { expect, open, test } from './test.ts'

const PAGE = '/foretaget/certifikat'
const PASSWORD = 'kvittens12'
const ANNA = { name: 'Anna Ek' }
const BJORN = { name: 'Björn Åkesson' }
const CECILIA = { name: 'Cecilia Holm' }

const pki = (name: string) => join(readEnvironment().settings.dir, 'pki', name)
const authority = () => loadAuthority(readFileSync(pki('ca.pem'), 'utf8'), readFileSync(pki('ca-key.pem'), 'utf8'))
const issue = async (request: Partial<LeafRequest> = {}): Promise<Leaf> =>
  issueLeaf(await authority(), { commonName: 'filer.exempel.se', serialNumber: '165599001236', ...request })
const p12 = async (leaf: Leaf) => {
  const buffer = buildPkcs12(leaf, Buffer.from((await authority()).certificate.rawData), PASSWORD)
  return { name: 'foretag.p12', mimeType: 'application/x-pkcs12', buffer }
}
const pem = (text: string) => ({ name: 'foretag.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(text) })
const choose = (page: Page, file: { name: string; mimeType: string; buffer: Buffer }) =>
  page.getByLabel('Certifikatfil').setInputFiles(file)
const gateway = (cert: string) =>
  runCurl(['--cert', cert, '--cacert', pki('ca.pem'), `https://localhost:${readEnvironment().settings.ports.gateway}/sjalvtest`])

test.describe('an administrator', () => {
  test.afterEach(async ({ owner }) => {
    const where = { commonName: { in: ['klistrat.exempel.se', 'snart.exempel.se'] }, removedAt: null }
    await owner.prisma.certificate.updateMany({ where, data: { removedAt: new Date() } })
  })

  test('opens a .p12, registers it and uses it by curl; the key is in no request', async ({ page, context, owner }, info) => {
    await logInAs(context, owner, ANNA)
    const leaf = await issue({ key: 'rsa2048', purpose: 'both' })
    const sent: string[] = []
    page.on('request', (request: Request) =>
      sent.push(request.url(), request.postData() ?? '', JSON.stringify(request.headers())),
    )
    await open(page, PAGE)
    await choose(page, await p12(leaf))
    await page.getByLabel('Filens lösenord').fill('fel')
    await page.getByRole('button', { name: 'Öppna filen' }).click()
    await expect(page.getByText('Lösenordet öppnar inte filen. Försök igen.')).toBeVisible()
    await page.getByLabel('Filens lösenord').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Certifikatet går att använda' })).toBeVisible()
    const field = (term: string) =>
      page.locator('dl > div', { has: page.getByText(term, { exact: true }) }).getByRole('definition')
    await expect(field('Organisationsnummer')).toHaveText('559900-1236')
    await expect(field('Nyckel')).toHaveText('RSA 2048')
    await expect(field('Får användas till')).toHaveText('Svara andra (server), Anropa andra (klient)')
    await expect(field('Kedja')).toHaveText('Kvittens test-CA')
    await expect(field('Privat nyckel')).toHaveText('Följer med i filen och passar')

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Spara PEM-fil för curl' }).click(),
    ])
    const file = info.outputPath('curl.pem')
    await download.saveAs(file)
    expect((await gateway(file)).body).toContain('<orsak case="not_registered">')

    await page.getByRole('button', { name: 'Registrera certifikatet' }).first().click()
    await expect(page.getByText('Certifikatet är registrerat. Nu kan ert system använda det.')).toBeVisible()
    await expect(
      page.getByRole('table', { name: 'Företagets certifikat' }).getByRole('rowheader', { name: 'filer.exempel.se' }),
    ).toBeVisible()
    expect((await gateway(file)).body).toContain('<sjalvtest version="1.0" status="ok">')
    expectNoKeyIn(sent, leaf)
    expect(sent.join()).toContain('BEGIN+CERTIFICATE')

    // Another company sees nothing of it.
    await context.clearCookies()
    await logInAs(context, owner, CECILIA)
    await open(page, PAGE)
    await expect(page.getByText('filer.exempel.se')).toHaveCount(0)
    // A handler sees it and can change nothing.
    await context.clearCookies()
    await logInAs(context, owner, BJORN)
    await open(page, PAGE)
    await expect(page.getByRole('rowheader', { name: 'filer.exempel.se' })).toBeVisible()
    await page.getByText('Mer om filer.exempel.se').click()
    await expect(page.getByText('Ta bort filer.exempel.se')).toHaveCount(0)
    await expect(page.getByText('Klistra in ett certifikat')).toHaveCount(0)

    await context.clearCookies()
    await logInAs(context, owner, ANNA)
    await open(page, PAGE)
    await page.getByText('Mer om filer.exempel.se').click()
    await page.getByText('Ta bort filer.exempel.se', { exact: true }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Ja, ta bort filer.exempel.se' }).click()
    await expect(page.getByText('Certifikatet är borttaget. Anrop med det avvisas från och med nu.')).toBeVisible()
    expect((await gateway(file)).body).toContain('<orsak case="removed">')
  })

  test('is told in words what is wrong with a certificate', async ({ page, context, owner }) => {
    await logInAs(context, owner, ANNA)
    await open(page, PAGE)
    const keyOf = (leaf: Leaf) => `-----BEGIN PRIVATE${leaf.pem.split('-----BEGIN PRIVATE')[1]}`
    const certificateOf = (leaf: Leaf) => leaf.pem.split('-----BEGIN PRIVATE')[0] ?? ''
    const [own, other] = [await issue(), await issue()]
    const old = { notBefore: new Date(Date.now() - 9 * DAY_MS), notAfter: new Date(Date.now() - 3 * DAY_MS) }
    const cases: [string, string][] = [
      [(await issue(old)).pem, 'Certifikatet har slutat gälla. Beställ ett nytt.'],
      [(await issue({ serialNumber: '165599004560' })).pem, 'utfärdat till ett annat organisationsnummer'],
      [(await issue({ key: 'rsa1024' })).pem, 'Nyckeln är för svag'],
      [(await issue({ purpose: 'server' })).pem, 'clientAuth saknas'],
      [(await issue({ serialNumber: '' })).pem, 'Organisationsnumret går inte att läsa'],
      [certificateOf(own) + keyOf(other), 'Nyckeln i filen hör inte till certifikatet.'],
      [readFileSync(pki('wrong-ca.pem'), 'utf8'), 'Utfärdaren är inte en av dem som portalen godkänner.'],
      [readFileSync(pki('ca.pem'), 'utf8'), 'Det här är en utfärdares certifikat.'],
    ]
    for (const [text, sentence] of cases) {
      await choose(page, pem(text))
      await expect(page.getByRole('heading', { name: 'Certifikatet går inte att använda' })).toBeVisible()
      await expect(page.getByText(sentence)).toBeVisible()
      await expect(page.getByRole('button', { name: 'Registrera certifikatet' })).toHaveCount(0)
    }
    await choose(page, pem('hej'))
    await expect(page.getByText('Det går inte att hitta något certifikat i filen.')).toBeVisible()
    await choose(page, pem((await issue({ notAfter: new Date(Date.now() + 20 * DAY_MS) })).pem))
    await expect(page.getByText('Certifikatet slutar gälla inom 60 dagar. Beställ nästa nu.')).toBeVisible()
    await expectAccessible(page)
  })

  test('registers without JavaScript by pasting, and never a key', async ({ browser, owner, here }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'sv-SE', baseURL: here.settings.publicUrl })
    await logInAs(context, owner, ANNA)
    const page = await context.newPage()
    const leaf = await issue({ commonName: 'klistrat.exempel.se' })
    const paste = async (text: string) => {
      await page.goto(PAGE)
      await page.getByText('Klistra in ett certifikat').click()
      await page.getByLabel('Certifikatet som text').fill(text)
      await page.getByRole('button', { name: 'Registrera certifikatet' }).click()
    }
    await paste(leaf.pem)
    await expect(page.getByLabel('Certifikatet som text')).toHaveAccessibleDescription(/Den privata nyckeln följde med/)
    await expect(page.getByLabel('Certifikatet som text')).toHaveValue('')
    await paste(leaf.pem.split('-----BEGIN PRIVATE')[0] ?? '')
    await expect(page.getByText('Certifikatet är registrerat.')).toBeVisible()
    await context.close()
  })

  test('makes a key and a request with the keyboard alone; both are saved, nothing is sent', async ({
    page,
    context,
    owner,
  }, info) => {
    await logInAs(context, owner, ANNA)
    await open(page, '/foretaget/bestall')
    const sent: string[] = []
    page.on('request', (request) => sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`))
    await page.getByLabel('Namn i certifikatet').focus()
    await page.keyboard.type('filer.exempel.se')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('kort')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Lösenordet behöver minst 12 tecken.')).toBeVisible()
    await expect(page.getByLabel('Lösenord för nyckelfilen')).toBeFocused()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('åtta blå katter')
    // Past the button that shows the password.
    for (const _ of [1, 2]) await page.keyboard.press('Tab')
    await page.keyboard.type('åtta blå katter')
    for (const _ of [1, 2]) await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect(page.getByText('Klart. Spara båda filerna nu')).toBeVisible()
    const save = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
      const file = info.outputPath(download.suggestedFilename())
      await download.saveAs(file)
      return file
    }
    const key = await save('Spara nyckeln')
    const request = await save('Spara begäran (CSR)')
    const said = execFileSync('openssl', ['req', '-in', request, '-noout', '-verify', '-subject'], { stdio: 'pipe' }).toString()
    expect(said).toMatch(/serialNumber ?= ?165599001236/)
    expect(createPrivateKey({ key: readFileSync(key), passphrase: 'åtta blå katter' }).asymmetricKeyDetails?.modulusLength).toBe(
      2048,
    )
    expect(sent.filter((line) => !line.startsWith('GET ')).join()).not.toContain('PRIVATE')
    expect(sent.join()).not.toContain('katter')
    await expectAccessible(page)
  })

  test('gives an agent a mandate, and ends it', async ({ page, context, owner }) => {
    await logInAs(context, owner, CECILIA)
    await open(page, '/foretaget/ombud')
    await page.getByLabel('Ombudets organisationsnummer').fill('559900-7704')
    const year = new Date().getFullYear() + 1
    await page.getByLabel('Sista dagen').fill(`${year}-12-31`)
    await page.getByRole('button', { name: 'Ge fullmakten' }).click()
    await expect(page.getByText('Fullmakten är given.')).toBeVisible()
    await expect(page.getByRole('rowheader', { name: '559900-7704' })).toBeVisible()
    const act = () =>
      runCurl([
        '--cert',
        pki('ombud.pem'),
        '--cacert',
        pki('ca.pem'),
        '-H',
        'X-Arbetsgivare: 5599004560',
        `https://localhost:${readEnvironment().settings.ports.gateway}/health`,
      ])
    expect((await act()).status).toBe(200)
    await page.getByText('Avsluta 559900-7704', { exact: true }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Ja, avsluta fullmakten för 559900-7704' }).click()
    await expect(page.getByText('Fullmakten är avslutad.')).toBeVisible()
    expect((await act()).body).toContain('<case>mandate_ended</case>')
  })

  test('is warned on every page and by mail, in time', async ({ page, context, owner, here }) => {
    await logInAs(context, owner, CECILIA)
    await open(page, '/foretaget/aviseringar')
    const addresses = page.getByRole('textbox', { name: /e-postadress/i }).first()
    await addresses.fill('lon@provforetaget.test och Pia')
    await page.getByRole('button', { name: 'Spara adresserna' }).click()
    const summary = page.getByRole('region', { name: 'Går inte att ta emot' })
    await expect(summary).toBeFocused()
    await expectAccessible(page)
    await summary.getByRole('link', { name: /Adressen går inte att läsa/ }).click()
    await expect(addresses).toBeFocused()
    await expect(addresses).toHaveValue('lon@provforetaget.test och Pia')
    await expect(addresses).toHaveAccessibleDescription(/Adressen går inte att läsa/)
    await addresses.fill('lon@provforetaget.test')
    await page.getByRole('button', { name: 'Spara adresserna' }).click()
    await expect(page.getByText('Adresserna är sparade.')).toBeVisible()
    await expectAccessible(page)
    const leaf = await issue({
      serialNumber: '165599004560',
      commonName: 'snart.exempel.se',
      notAfter: new Date(Date.now() + 6.5 * DAY_MS),
    })
    await open(page, PAGE)
    await choose(page, pem(leaf.pem))
    await page.getByRole('button', { name: 'Registrera certifikatet' }).first().click()
    await expect(page.getByText('Certifikatet är registrerat.')).toBeVisible()
    for (const path of ['/inlamningar', '/foretaget/personer']) {
      await open(page, path)
      await expect(
        page
          .getByRole('complementary', { name: 'Meddelanden' })
          .getByText('Certifikatet snart.exempel.se slutar gälla om 6 dagar.'),
      ).toBeVisible()
    }
    for (const path of [PAGE, '/hem']) {
      await open(page, path)
      await expect(page.getByRole('heading', { name: 'Certifikatet snart.exempel.se slutar gälla om 6 dagar' })).toBeVisible()
      await expect(page.getByText('slutar gälla om 6 dagar')).toHaveCount(1)
    }
    await expectAccessible(page)
    // Another company is told nothing.
    await context.clearCookies()
    await logInAs(context, owner, ANNA)
    await open(page, '/hem')
    await expect(page.getByText('snart.exempel.se')).toHaveCount(0)
    const mails = () => execFileSync('sh', ['-c', `cat ${join(here.settings.dir, 'mail')}/*.eml 2>/dev/null || true`]).toString()
    await expect.poll(mails, { timeout: 90_000, intervals: [1000] }).toContain('snart.exempel.se')
    expect(mails()).toContain('To: lon@provforetaget.test')
  })
})

/** Neither the key's own text nor any stretch of its secret numbers, in any spelling that a request could carry. */
function expectNoKeyIn(sent: string[], { privateKey }: Leaf): void {
  const plain = (text: string) => decodeURIComponent(text.replaceAll('+', ' ').replace(/%(?![0-9a-f]{2})/gi, ''))
  const all = sent
    .flatMap((text) => [plain(text), text])
    .join('\n')
    .replace(/\s/g, '')
  expect(all).not.toContain('PRIVATEKEY')
  const { d, p, q, dp, dq, qi } = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' })
  for (const number of [d, p, q, dp, dq, qi]) {
    const secret = Buffer.from(number ?? '', 'base64url')
    expect(secret.length).toBeGreaterThan(100)
    for (let at = 0; at + 24 <= secret.length; at++) {
      expect(all).not.toContain(secret.subarray(at, at + 24).toString('hex'))
      expect(all).not.toContain(secret.subarray(at, at + 24).toString('base64'))
    }
  }
}
