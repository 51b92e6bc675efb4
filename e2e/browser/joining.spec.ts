// A company joins by itself: first one person for all parts, by keyboard alone; then with a second signatory and an administrator.
import type { BrowserContext, Page } from '@playwright/test'
import { faultsIn } from './check-page.ts'
import { receivedMail } from './received-mail.ts'
import { awake, expect, open, test } from './test.ts'

const PDF = { name: 'bolagsordning.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\n') }
/** Limits of the product: presses of a button or link, and fields typed by hand, of the applicant. */
const [MOST_STEPS, MOST_TYPED] = [25, 15]

/** What the applicant does, counted. */
class Hands {
  steps = 0
  typed = 0
  readonly #page: Page
  constructor(page: Page) {
    this.#page = page
  }

  /** Finds it with Tab alone, and presses Enter. */
  async press(name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
    const wanted = this.#page.getByRole(role, { name, exact: typeof name === 'string' }).first()
    await expect(wanted).toBeVisible()
    for (let tries = 0; tries < 120; tries++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) break
      await this.#page.keyboard.press('Tab')
    }
    await expect(wanted).toBeFocused()
    await this.#page.keyboard.press('Enter')
    this.steps++
  }

  async type(label: string, text: string): Promise<void> {
    const field = this.#page.getByLabel(label, { exact: true })
    await field.focus()
    await this.#page.keyboard.type(text)
    await expect(field).toHaveValue(text)
    this.typed++
  }

  async heading(name: string): Promise<void> {
    await expect(this.#page.getByRole('heading', { level: 1 })).toHaveText(name)
    await awake(this.#page)
  }
}

async function logIn(hands: Hands, page: Page, name: string): Promise<void> {
  await hands.press('Logga in med e-legitimation')
  await hands.press(new RegExp(`^${name}`))
  await page.waitForURL((url) => !url.pathname.includes('/interaction'))
}

const codeOf = async (address: string): Promise<string> =>
  /\d{6}/.exec((await receivedMail(address, /^Din kod: /)).subject)?.[0] ?? ''

async function linkOf(address: string): Promise<string> {
  const { text } = await receivedMail(address, /^Du behöver svara på en ansökan/)
  return /\/anslut\/part\/[\w-]{43}/.exec(text)?.[0] ?? ''
}

const NEXT = 'Spara och fortsätt'
const SIGN = 'Skriv under med e-legitimation'

type Joining = { name: string; orgnr: string; address: string; employer: string }

/** From the start page to the fourth step. */
async function fillFirst(page: Page, hands: Hands, { name, orgnr, address, employer }: Joining): Promise<void> {
  await open(page, '/')
  await hands.press('Anslut ditt företag', 'link')
  await hands.heading('Anslut ditt företag')
  await hands.press('Logga in med e-legitimation och börja', 'link')
  await logIn(hands, page, name)
  await hands.heading('Anslut ditt företag')
  await hands.press('Börja ansökan')
  await hands.heading('Du')
  await hands.type('Din e-postadress', address)
  await hands.type('Ditt telefonnummer', '070-174 06 05')
  await hands.press(NEXT)
  await expect(page.getByLabel('Kod från mejlet')).toBeVisible()
  await awake(page)
  await hands.type('Kod från mejlet', await codeOf(address))
  await hands.press(NEXT)
  await hands.heading('Arbetsgivaren')
  await hands.type('Organisationsnummer, personnummer eller samordningsnummer', orgnr)
  await hands.type('Arbetsgivarens namn, som det är registrerat', employer)
  await hands.type('Postadress', 'Storgatan 1')
  await hands.type('Postnummer', '852 30')
  await hands.type('Ort', 'Sundsvall')
  await hands.press(NEXT)
  await hands.heading('Kontakt')
  await hands.press(NEXT)
  await hands.heading('Firmateckning')
  await page.getByLabel(/^PDF/).setInputFiles(PDF)
  await hands.press('Ladda upp underlaget')
  await expect(page.getByRole('link', { name: PDF.name })).toBeVisible()
  await awake(page)
}

const referenceIn = (page: Page): string => /\/anslut\/([^/?#]+)/.exec(page.url())?.[1] ?? ''

test('one person for all parts: by keyboard alone, from the start page until the application is handed in', async ({
  page,
  owner,
}) => {
  test.setTimeout(240_000)
  const hands = new Hands(page)
  await fillFirst(page, hands, {
    name: 'Hanna Berg',
    orgnr: '165590000021',
    address: 'hanna@nybolaget.test',
    employer: 'Nybolaget AB',
  })
  await hands.press(NEXT)
  await hands.heading('Behörighetsadministratörer')
  await hands.press(NEXT)
  await hands.heading('E-tjänster och sätt')
  await hands.press(NEXT)
  await hands.heading('Villkor')
  for (const label of [/^Jag godtar villkoren/, /^Jag godtar personuppgifts/]) {
    await page.getByLabel(label).focus()
    await page.keyboard.press('Space')
  }
  await hands.press(NEXT)
  await hands.heading('Granska och skriv under')
  await expect(page.getByText('Kontrollsumma (SHA-256)')).toBeVisible()
  await hands.press('Gå vidare till underskrift')
  await hands.heading(`Ansökan ${referenceIn(page)}`)
  const reference = referenceIn(page)
  await hands.press(SIGN)
  await hands.press(/^Skriv under som Hanna Berg/)
  await page.waitForURL(new RegExp(`/anslut/${reference}\\?klart=`))
  await expect(page.getByText('Ansökan är inskickad och väntar på granskning.')).toBeVisible()
  console.log(`joining alone: ${hands.steps} steps, ${hands.typed} typed fields`)
  expect(hands.steps).toBeLessThanOrEqual(MOST_STEPS)
  expect(hands.typed).toBeLessThanOrEqual(MOST_TYPED)
  const row = await owner.prisma.application.findUniqueOrThrow({ where: { reference }, include: { signatures: true } })
  expect(row).toMatchObject({ state: 'submitted', orgnr: '165590000021' })
  expect(row.signatures.map(({ asWhat, way }) => `${asWhat} ${way}`).sort()).toEqual([
    'administrator signature',
    'applicant signature',
    'signatory signature',
  ])
})

test('two must sign and another is administrator: each opens a link, reads all of it and signs; what was changed is asked anew', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  const hands = new Hands(page)
  await fillFirst(page, hands, {
    name: 'Olle Sjöberg',
    orgnr: '559000-0039',
    address: 'olle@tva.test',
    employer: 'Två Tecknar AB',
  })
  const reference = referenceIn(page)
  await page.getByLabel('Två i förening').check()
  await page.getByRole('button', { name: 'Lägg till en firmatecknare' }).click()
  await awake(page)
  await page.getByLabel('Firmatecknarens namn').last().fill('Maja Lindqvist')
  await page.getByLabel('Firmatecknarens personnummer').last().fill('19810710-2389')
  await page.getByLabel('Firmatecknarens e-postadress').last().fill('maja@tva.test')
  await page.getByRole('button', { name: NEXT }).last().click()
  await hands.heading('Behörighetsadministratörer')

  // Each field is kept as it is left: the page is loaded anew, on another device too.
  await page.getByLabel('Behörighetsadministratören är jag').uncheck()
  await page.getByLabel('Behörighetsadministratörens namn').fill('Peter Wall')
  await page.getByLabel('Behörighetsadministratörens personnummer').fill('198401182392')
  await page.getByLabel('Behörighetsadministratörens e-postadress').fill('peter@tva.test')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('status').filter({ hasText: 'Sparat' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.reload()
  await awake(page)
  await expect(page.getByLabel('Behörighetsadministratörens namn')).toHaveValue('Peter Wall')
  await expect(page.getByText('Sparat: 19840118-****')).toBeVisible()
  await page.getByRole('button', { name: NEXT }).last().click()
  await hands.heading('E-tjänster och sätt')
  await page.getByRole('button', { name: NEXT }).last().click()
  for (const label of [/^Jag godtar villkoren/, /^Jag godtar personuppgifts/]) await page.getByLabel(label).check()
  await page.getByRole('button', { name: NEXT }).last().click()
  await page.getByRole('button', { name: 'Gå vidare till underskrift' }).click()
  await page.waitForURL(new RegExp(`/anslut/${reference}\\?klart=skickad`))
  await awake(page)
  await page.getByRole('button', { name: SIGN }).click()
  await page.getByRole('button', { name: /^Skriv under som Olle/ }).click()
  await expect(page.getByText('Du har skrivit under.')).toBeVisible()

  // Somebody whom it does not name learns nothing by the link.
  const link = await linkOf('maja@tva.test')
  const stranger = await visit(await browser.newContext(), link, 'Nina Dahl')
  await expect(stranger.getByText(/finns inte/i).first()).toBeVisible()
  await expect(stranger.getByText('Två Tecknar')).toHaveCount(0)
  await stranger.context().close()

  const second = await visit(await browser.newContext(), link, 'Maja Lindqvist')
  let steps = 3
  await second.getByRole('button', { name: 'Öppna ansökan' }).click()
  await expect(second.getByText('Två Tecknar AB').first()).toBeVisible()
  await second.getByRole('button', { name: SIGN }).click()
  await second.getByRole('button', { name: /^Skriv under som Maja/ }).click()
  steps += 3
  await expect(second.getByText('Du har skrivit under.')).toBeVisible()
  console.log(`the second signatory: ${steps} steps, 0 typed fields`)
  await second.context().close()

  const third = await visit(await browser.newContext(), await linkOf('peter@tva.test'), 'Peter Wall')
  await third.getByRole('button', { name: 'Öppna ansökan' }).click()
  await third.setViewportSize({ width: 320, height: 800 })
  await awake(third)
  expect(await faultsIn(third, { locale: 'sv', scheme: 'dark', width: 320, axe: true })).toEqual([])
  await third.getByRole('button', { name: 'Tacka nej' }).click()
  await expect(third.getByText('Du har tackat nej.')).toBeVisible()

  await page.reload()
  await expect(page.getByRole('row', { name: /Peter Wall/ })).toContainText('har tackat nej')
  await page.getByRole('button', { name: 'Ändra ansökan' }).click()
  await expect(page.getByText('Underskrifterna gäller inte längre.')).toBeVisible()
  await open(page, `/anslut/${reference}/administratorer`)
  await page.getByLabel('Behörighetsadministratören är jag').check()
  await page.getByRole('button', { name: NEXT }).last().click()
  await hands.heading('E-tjänster och sätt')
  await open(page, `/anslut/${reference}/granska`)
  await page.getByRole('button', { name: 'Gå vidare till underskrift' }).click()
  await page.waitForURL(new RegExp(`/anslut/${reference}\\?klart=skickad`))
  await third.goto(`/anslut/${reference}`)
  await expect(third.getByText('Två Tecknar')).toHaveCount(0)
  await third.context().close()
  const paper = await page.request.get(`/api/anslut/${reference}/blankett`)
  expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-')
  await page.getByRole('button', { name: 'Återta ansökan' }).click()
  await expect(page.getByText('Ansökan är återtagen.').first()).toBeVisible()
})

/** Opens the link as somebody without an account: identifies at the broker and comes back to it. */
async function visit(context: BrowserContext, link: string, name: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(link)
  await page.getByRole('link', { name: 'Logga in med e-legitimation' }).click()
  await page.getByRole('button', { name: 'Logga in med e-legitimation' }).click()
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/anslut'))
  return page
}
