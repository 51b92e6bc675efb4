// How long a person with a modem of 56 kbit/s waits from the login page to the portal's receipt, with and without JavaScript: user name
// and password, an empty cache, the page of the e-service, a file of ten cases, send. Typing takes no time. The peer in the same run:
// the same bytes fetched one after the other over the same modem, without a page. node e2e/bench/modem.ts
import type { BrowserContext, Page } from '@playwright/test'
import { findChromium } from '../browser/chromium.ts'
import { withEnvironment } from './environment.ts'

const MODEM = { latencyMs: 100, downPerS: 56_000 / 8, upPerS: 33_600 / 8 }
const RECEIVED = /\/inlamningar\/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/

await withEnvironment(async (running) => {
  const { chromium } = await import('@playwright/test')
  const { sampleXml } = await import('../fixtures/samples.ts')
  const { publicUrl } = running.settings
  const david = running.people.find(({ name }) => name === 'David Nordin')
  const executablePath = findChromium()
  const { modemLine } = await import('./modem-line.ts')
  const line = await modemLine(Number(new URL(publicUrl).port), MODEM)
  const args = ['--no-sandbox', `--host-resolver-rules=MAP ${new URL(publicUrl).host} 127.0.0.1:${line.port}`]
  const browser = await chromium.launch({ args, ...(executablePath && { executablePath }) })
  const rows: Record<string, object> = {}
  const kinds: Record<string, Record<string, number>> = {}
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ locale: 'sv-SE', javaScriptEnabled })
    const text = [
      ...sampleXml({ now: new Date(Date.now() - Number(javaScriptEnabled) * 60_000), records: 10, orgnr: '5599004560' }),
    ]
    const before = line.down
    const road = await goTheRoad(context, {
      publicUrl,
      person: { ...david },
      file: Buffer.from(text.join('')),
      checksHere: javaScriptEnabled,
    })
    const bytes = line.down - before
    const [seconds, kB] = [road.ms / 1000, bytes / 1000]
    const alone = bytes / MODEM.downPerS
    const way = javaScriptEnabled ? 'with JavaScript' : 'without'
    rows[way] = {
      'login to receipt, s': Math.round(seconds * 10) / 10,
      'over the wire, kB': Math.round(kB),
      'the bytes alone, s': Math.round(alone * 10) / 10,
      ratio: Math.round((seconds / alone) * 100) / 100,
      ...road.steps,
    }
    for (const [kind, bytes] of Object.entries(road.kinds)) kinds[kind] = { ...kinds[kind], [way]: Math.round(bytes / 100) / 10 }
    await context.close()
  }
  console.table(rows)
  console.log('kB over the wire, by step and kind')
  console.table(kinds)
  await browser.close()
  line.close()
})

type RoadInput = {
  publicUrl: string
  person: { username?: string; password?: string; totpSecret?: string }
  file: Buffer
  checksHere: boolean
}

async function goTheRoad(context: BrowserContext, { publicUrl, person, file, checksHere }: RoadInput) {
  const { codeAt } = await import('../fixtures/one-time-code.ts')
  const page = await context.newPage()
  const bytes = await countKinds(page)
  const begun = performance.now()
  const steps: Record<string, number> = {}
  let last = begun
  const step = (name: string) => {
    steps[`${name}, s`] = Math.round((performance.now() - last) / 100) / 10
    last = performance.now()
    bytes.step = name
  }
  await page.goto(`${publicUrl}/logga-in?next=%2Flamna%2Fsjukanmalan`, { waitUntil: 'commit', timeout: 120_000 })
  await page.getByRole('textbox', { name: 'Användarnamn' }).fill(person.username ?? '', { timeout: 120_000 })
  await page.getByLabel('Lösenord', { exact: true }).fill(person.password ?? '')
  await page.getByLabel('Engångskod').fill(codeAt(new Date(), person.totpSecret ?? ''))
  step('login page')
  await page.getByRole('button', { name: 'Logga in med lösenord' }).click({ timeout: 120_000 })
  await page.waitForURL('**/lamna/sjukanmalan', { waitUntil: 'commit', timeout: 120_000 })
  const field = page.locator('input[type=file]')
  await field.waitFor({ timeout: 120_000, state: 'attached' })
  step('to the file field')
  // Who has JavaScript waits for it here: only then the file is checked before it leaves the computer.
  if (checksHere)
    await page.waitForFunction(() => document.documentElement?.dataset.hydrated === '', undefined, { timeout: 120_000 })
  await field.setInputFiles({ name: 'modem.xml', mimeType: 'text/xml', buffer: file })
  await page
    .getByRole('button', { name: checksHere ? 'Skicka till Försäkringskassan' : 'Kontrollera och skicka' })
    .click({ timeout: 120_000 })
  step('checked, send pressed')
  await page.waitForURL(RECEIVED, { waitUntil: 'commit', timeout: 120_000 })
  await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 120_000 })
  step('the receipt')
  return { ms: performance.now() - begun, kinds: bytes.kinds, steps }
}

type Received = { kinds: Record<string, number>; step: string }

/** How many bytes the page gets, of which kind: those of a step are counted after its name; a worker's are not among them. */
async function countKinds(page: Page): Promise<Received> {
  const bytes: Received = { kinds: {}, step: 'begin' }
  const types = new Map<string, string>()
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  client.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    types.set(requestId, `${bytes.step}: ${type ?? '?'}`)
    if (process.env.REQUESTS) console.log(bytes.step, type, request.url)
  })
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = types.get(requestId) ?? '?'
    bytes.kinds[kind] = (bytes.kinds[kind] ?? 0) + encodedDataLength
    if (process.env.REQUESTS) console.log(kind, encodedDataLength, requestId)
  })
  return bytes
}
