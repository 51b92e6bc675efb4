// A company joins by itself: first one person for all parts, by keyboard alone, from the start page to the first file that
// Försäkringskassan has taken, in each language; then with a second signatory and an administrator.
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import type { Db } from '#lib/db.ts'
import { deskTexts } from '#lib/text/desk.ts'
import { homeTexts } from '#lib/text/home.ts'
import { joiningTexts } from '#lib/text/joining.ts'
import { joiningPagesTexts } from '#lib/text/joining-pages.ts'
import type { Locale } from '#lib/text/locale.ts'
import { loginTexts } from '#lib/text/login.ts'
import { startTexts } from '#lib/text/start.ts'
import { faultsIn } from './check-page.ts'
import { xmlFile } from './files.ts'
import { fileField, referenceOfPage } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import { readEnvironment } from './place.ts'
import { receivedMail } from './received-mail.ts'
import { takePictures } from './take-pictures.ts'
import { awake, expect, open, test } from './test.ts'

const PDF = { name: 'Bolagsordning 2026.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\n') }
/** Limits of the product: presses of a button or link, and fields typed by hand, of the applicant. */
const [MOST_STEPS, MOST_TYPED] = [25, 15]

/** What somebody does, counted; each page that it leads to is looked at in both widths. */
class Hands {
  steps = 0
  typed = 0
  readonly #page: Page
  readonly #locale: Locale
  constructor(page: Page, locale: Locale) {
    this.#page = page
    this.#locale = locale
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

  async tick(box: Locator): Promise<void> {
    await box.focus()
    await this.#page.keyboard.press('Space')
    await expect(box).toBeChecked()
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
    await this.look(name)
  }

  async look(what: string): Promise<void> {
    const look = { locale: this.#locale, scheme: 'light' } as const
    const faults: string[] = []
    for (const width of [320, 1280] as const) {
      faults.push(...(await faultsIn(this.#page, { ...look, width })))
      await takePictures(this.#page, `${this.#locale} ${what} ${width}`)
    }
    expect(faults).toEqual([])
  }
}

async function logIn(hands: Hands, page: Page, { name, locale }: { name: string; locale: Locale }): Promise<void> {
  await hands.press(loginTexts[locale].eleg.button)
  await hands.press(new RegExp(`^${name}`))
  await page.waitForURL((url) => !url.pathname.includes('/interaction'))
}

const said = (text: string, values: Record<string, string>): string =>
  Object.entries(values).reduce((sentence, [name, value]) => sentence.replace(`{${name}}`, value), text)

const codeOf = async (address: string): Promise<string> =>
  /\d{6}/.exec((await receivedMail(address, /^(Din kod|Your code): /)).subject)?.[0] ?? ''

async function linkOf(address: string): Promise<string> {
  const { text } = await receivedMail(address, /^Du behöver svara på en ansökan/)
  return /\/anslut\/part\/[\w-]{43}/.exec(text)?.[0] ?? ''
}

const NEXT = joiningPagesTexts.sv.steps.next
const SIGN = joiningPagesTexts.sv.page.sign

type Joining = { locale: Locale; name: string; orgnr: string; address: string; employer: string }

/** From the start page to the fourth step, with a file that shows who may sign. */
async function fillFirst(page: Page, hands: Hands, { locale, name, orgnr, address, employer }: Joining): Promise<void> {
  const [t, { fields, steps }] = [joiningPagesTexts[locale], joiningTexts[locale]]
  await open(page, '/')
  if (locale === 'en') {
    await hands.press('English')
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await awake(page)
  }
  await hands.press(startTexts[locale].join.link, 'link')
  await hands.heading(t.title)
  await hands.press(t.logIn, 'link')
  await logIn(hands, page, { name, locale })
  await hands.heading(t.title)
  await hands.press(t.start)
  await hands.heading(steps.du)
  await hands.type(fields.mail, address)
  await hands.type(fields.phone, '070-174 06 05')
  await hands.press(t.steps.next)
  await expect(page.getByLabel(t.du.code)).toBeVisible()
  await awake(page)
  await hands.look(t.du.code)
  await hands.type(t.du.code, await codeOf(address))
  await hands.press(t.steps.next)
  await hands.heading(steps.arbetsgivaren)
  await hands.type(fields.employerNumber, orgnr)
  await hands.type(fields.employerName, employer)
  await hands.type(fields.address, 'Storgatan 1')
  await hands.type(fields.postcode, '852 30')
  await hands.type(fields.town, 'Sundsvall')
  await hands.press(t.steps.next)
  await hands.heading(steps.kontakt)
  await hands.press(t.steps.next)
  await hands.heading(steps.firmateckning)
  await page.getByLabel(t.basis.file).setInputFiles(PDF)
  await hands.press(t.basis.upload)
  await expect(page.getByRole('link', { name: PDF.name })).toBeVisible()
  await awake(page)
  await hands.look(t.basis.title)
}

const referenceIn = (page: Page): string => /\/anslut\/([^/?#]+)/.exec(page.url())?.[1] ?? ''

const ALONE: (Joining & { service: RegExp })[] = [
  {
    locale: 'sv',
    name: 'Sara Lindgren',
    orgnr: '165599007183',
    address: 'sara@nybolaget.test',
    employer: 'Nybolaget AB',
    service: /^Lämna fil: Sjukanmälan/,
  },
  {
    locale: 'en',
    name: 'Erik Malm',
    orgnr: '559900-7191',
    address: 'erik@malm.test',
    employer: 'Malm Konsult AB',
    service: /^Hand in a file: Sick-leave notice/,
  },
]

for (const joining of ALONE)
  test(`one person for all parts, in ${joining.locale}: by keyboard from the start page to the first file that has arrived`, async ({
    page,
    owner,
    browser,
    agency,
  }) => {
    test.setTimeout(240_000)
    await agency.behave({})
    const { locale, name, address, employer, service } = joining
    const hands = new Hands(page, locale)
    await fillFirst(page, hands, joining)
    const reference = referenceIn(page)
    await signAlone(page, hands, joining)
    await expect(page.getByText(joiningPagesTexts[locale].page.now.submitted)).toBeVisible()
    await hands.look('handed in')
    console.log(`joining alone (${locale}): ${hands.steps} steps, ${hands.typed} typed fields`)
    expect(hands.steps).toBeLessThanOrEqual(MOST_STEPS)
    expect(hands.typed).toBeLessThanOrEqual(MOST_TYPED)
    const row = await owner.prisma.application.findUniqueOrThrow({ where: { reference }, include: { signatures: true } })
    expect(row).toMatchObject({ state: 'submitted', orgnr: `16${joining.orgnr.replace('-', '').slice(-10)}` })
    expect(row.signatures.map(({ asWhat, way }) => `${asWhat} ${way}`).sort()).toEqual([
      'administrator signature',
      'applicant signature',
      'signatory signature',
    ])

    await approve(browser, owner, { reference, locale })

    // Days later: a mail, a login, the first file.
    await hands.press(/^(Logga ut|Log out)/)
    await hands.heading(loginTexts[locale].title)
    const after = new Hands(page, locale)
    const { text } = await receivedMail(address, new RegExp(`^(Anslutningen är klar|You have joined): ${reference}`))
    await open(page, new URL(/https?:\S+/.exec(text)?.[0] ?? '').pathname)
    await logIn(after, page, joining)
    await after.heading(said(joiningPagesTexts[locale].page.title, { reference }))
    await expect(page.getByText(joiningPagesTexts[locale].page.now.approved)).toBeVisible()
    await after.press(joiningPagesTexts[locale].page.goHome, 'link')
    await after.heading(employer)
    await expect(page.getByRole('banner')).toContainText(employer)
    await after.press(homeTexts[locale].hand, 'link')
    await after.press(service, 'link')
    await page.waitForURL('**/lamna/sjukanmalan')
    await awake(page)
    const orgnr = joining.orgnr.replace('-', '').slice(-10)
    await fileField(page).setInputFiles(xmlFile({ orgnr }))
    await after.press(/^(Skicka till|Send to) Försäkringskassan$/)
    const submission = await referenceOfPage(page)
    await expect(page.getByRole('heading', { name: TAKEN[locale] })).toBeVisible()
    await after.look('the first file')
    console.log(`after the approval (${locale}): ${after.steps} steps to the receipt`)
    expect(await agency.ledger()).toContainEqual(expect.objectContaining({ orgnr, tjanst: 'sjukanmalan' }))
    const sent = await owner.prisma.submission.findUniqueOrThrow({
      where: { reference: submission },
      include: { employer: true },
    })
    expect(sent.employer.name).toBe(employer)
    const members = await owner.prisma.member.findMany({ where: { employerId: sent.employerId }, include: { person: true } })
    expect(members.map(({ role, person }) => [role, person.name])).toEqual([['administrator', name]])
  })

/** The agency of the tests soon says more of a file than that it was taken. */
const TAKEN = {
  sv: /^Försäkringskassan har (tagit emot|godkänt) filen/,
  en: /^Försäkringskassan (received|has approved) the file/,
}

/** From the fourth step until it is handed in. */
async function signAlone(page: Page, hands: Hands, { locale, name }: Joining): Promise<void> {
  const [t, { steps }] = [joiningPagesTexts[locale], joiningTexts[locale]]
  const reference = referenceIn(page)
  await hands.press(t.steps.next)
  await hands.heading(steps.administratorer)
  await hands.press(t.steps.next)
  await hands.heading(steps.tjanster)
  await hands.press(t.steps.next)
  await hands.heading(steps.villkor)
  for (const box of await page.getByRole('checkbox').all()) await hands.tick(box)
  await hands.press(t.steps.next)
  await hands.heading(steps.granska)
  await expect(page.getByText('Kontrollsumma (SHA-256)')).toBeVisible()
  await hands.press(t.review.ask)
  await hands.heading(said(t.page.title, { reference }))
  await hands.press(t.page.sign)
  await hands.press(new RegExp(`^Skriv under som ${name}`))
  await page.waitForURL(new RegExp(`/anslut/${reference}\\?klart=`))
  await awake(page)
}

/** An operator, who has just logged in, finds it in the queue, reads it and approves. */
async function approve(browser: Browser, owner: Db, { reference, locale }: { reference: string; locale: Locale }): Promise<void> {
  const context = await browser.newContext()
  await context.addCookies([{ name: 'sprak', value: locale, url: readEnvironment().settings.publicUrl }])
  await logInAs(context, owner, { name: 'Göran Lind' })
  const desk = await context.newPage()
  const [hands, t] = [new Hands(desk, locale), deskTexts[locale]]
  await open(desk, '/drift')
  await hands.look('operation')
  await hands.press(t.joining.open, 'link')
  await hands.heading(t.queue.title)
  await hands.press(reference, 'link')
  await hands.heading(said(t.case.title, { reference }))
  await hands.press(said(t.decide.approve, { reference }))
  await expect(desk.getByText(t.done.godkand)).toBeVisible()
  await awake(desk)
  await hands.look('approved')
  console.log(`the operator (${locale}): ${hands.steps} steps, ${hands.typed} typed fields`)
  await context.close()
}

test('two must sign and another is administrator: each opens a link, reads all of it and signs; what was changed is asked anew', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  const hands = new Hands(page, 'sv')
  await fillFirst(page, hands, {
    locale: 'sv',
    name: 'Olle Sjöberg',
    orgnr: '559900-7209',
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
  const kept = page.waitForResponse((answer) => answer.request().postData()?.includes('administratorMail') ?? false)
  await page.keyboard.press('Tab')
  await kept
  await expect(page.getByRole('status').filter({ hasText: 'Sparat' })).toBeVisible()
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
  // The link in the mail, and three to log in.
  let steps = 4
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
