// How a person brings a submission to its end: by the page, and what it says then.
import type { BrowserContext, Locator, Page } from '@playwright/test'
import { stockholmTime } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import type { AgencyControl } from '../rehearsal/agency/control-client.ts'
import { type ChosenFile, sha256, xmlFile } from './files.ts'
import { fileField, referenceOfPage, sendChosen } from './hand-in.ts'
import { type BrowserLogin, logInAs } from './log-in-as.ts'
import { awake, expect, open } from './test.ts'
import { shownStatus } from './upload.ts'

export const ENDINGS = {
  'settle-with-id': 'enters that FK has it, by the id',
  settle: 'enters that FK has it',
  support: 'support enters that FK has it',
  'send-again': 'enters that FK has it not, sends it again',
  'hand-in-anew': 'enters that FK has it not, hands the same file in anew',
  withdraw: 'enters that FK has it not, withdraws it',
  correct: 'hands in a corrected file',
  'deal-with': 'marks it as dealt with',
} as const
export type Ending = keyof typeof ENDINGS

type EndItInput = {
  page: Page
  context: BrowserContext
  owner: Db
  agency: AgencyControl
  login: BrowserLogin
  file: ChosenFile
  reference: string
}

/** Ends it so; gives what its page then says first. */
export async function endIt(input: EndItInput, ending: Ending): Promise<string> {
  const { page, agency, login, file, reference } = input
  await open(page, `/inlamningar/${reference}`)
  switch (ending) {
    case 'settle-with-id': {
      await expectOnFirstScreen(page, callLink(page))
      const entry = (await agency.ledger()).find((each) => each.sha256 === sha256(file))
      await enterAnswer(page, reference, { said: 'De har filen', kvittensId: entry?.kvittensId })
      await reaches(login, reference, 'godkand')
      break
    }
    case 'settle':
      await enterAnswer(page, reference, { said: 'De har filen' })
      break
    case 'support':
      await bySupport(input)
      break
    case 'send-again': {
      await enterAnswer(page, reference, { said: 'De har inte filen' })
      await open(page, `/inlamningar/${reference}`)
      const again = page.getByRole('button', { name: `Skicka igen ${reference}` })
      await expectOnFirstScreen(page, again)
      await again.click()
      await reaches(login, reference, 'godkand')
      break
    }
    case 'hand-in-anew': {
      await enterAnswer(page, reference, { said: 'De har inte filen' })
      const anew = await sendBy(page, '/lamna/sjukanmalan', file)
      expect(anew).not.toBe(reference)
      await reaches(login, anew, 'godkand')
      expect(await shownStatus(login, reference)).toMatchObject({ status: 'aterkallad', ersattAv: anew })
      break
    }
    case 'withdraw':
      await enterAnswer(page, reference, { said: 'De har inte filen' })
      await page.getByText('Återkalla inlämningen').click()
      await page.getByRole('button', { name: `Ja, återkalla ${reference}` }).click()
      await reaches(login, reference, 'aterkallad')
      break
    case 'correct': {
      const correct = page.getByRole('link', { name: 'Lämna in en rättad fil' })
      await expectOnFirstScreen(page, correct)
      await correct.click()
      await page.waitForURL(/\/lamna\/sjukanmalan\?ersatter=/)
      await expect(page.getByRole('heading', { name: `Den nya filen ersätter ${reference}` })).toBeVisible()
      await expect(page.getByRole('main')).toContainText('som Försäkringskassan inte tog emot. De får alltså bara den nya.')
      const anew = await sendBy(page, undefined, xmlFile())
      await expect(page.getByRole('main')).toContainText(`Ersätter${reference}`)
      await open(page, `/inlamningar/${reference}`)
      await expect(page.getByRole('main')).toContainText(`Ersatt av ${anew}. Du behöver inte göra något mer`)
      break
    }
    case 'deal-with':
      await page.getByRole('button', { name: `Markera som hanterad ${reference}` }).click()
      await expect(page.getByRole('main')).toContainText('Markerad som hanterad')
      break
  }
  const needs = (await htmlOf(page, '/hem')).split('id="vantar"')[1]?.split('</section>')[0]
  expect(needs).toBeDefined()
  expect(needs).not.toContain(reference)
  return await headlineNow(page, reference)
}

/** What is to be done stands on the first screen of a phone. */
export async function expectOnFirstScreen(page: Page, what: Locator): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 700 })
  await page.evaluate(() => scrollTo(0, 0))
  await expect(what).toBeInViewport({ ratio: 1 })
  if (before) await page.setViewportSize(before)
}

/** FK's number in the sentence that says to call. */
export const callLink = (page: Page): Locator => page.getByRole('main').getByRole('link', { name: '0771-17 90 00' }).first()

/** The headline of the submission's page as the server makes it now, without a browser's work. */
export async function headlineNow(page: Page, reference: string): Promise<string> {
  const main = (await htmlOf(page, `/inlamningar/${reference}`)).split('<main')[1] ?? ''
  return (/<h1[^>]*>(.*?)<\/h1>/s.exec(main)?.[1] ?? '').replaceAll(/<[^>]*>/g, '').trim()
}

const htmlOf = async (page: Page, path: string): Promise<string> =>
  await (await page.request.get(path, { headers: { accept: 'text/html' } })).text()

/** The page's answer: its first heading. */
export async function firstHeadline(page: Page): Promise<string> {
  const main = page.getByRole('main')
  return ((await main.getByRole('heading', { level: 1 }).textContent()) ?? '').trim()
}

/** What FK said, in the form on the page: told now, by telephone. */
export async function enterAnswer(
  page: Page,
  reference: string,
  { said, kvittensId }: { said: 'De har filen' | 'De har inte filen'; kvittensId?: string | undefined },
): Promise<void> {
  await page.getByText('Har du talat med Försäkringskassan?').click()
  await fillAnswer(page, said, kvittensId)
  await page.getByRole('button', { name: `Skriv in beskedet ${reference}` }).click()
  await expect(page.getByRole('heading', { name: 'Beskedet är inskrivet.' })).toBeVisible()
}

export async function fillAnswer(page: Page, said: 'De har filen' | 'De har inte filen', kvittensId?: string): Promise<void> {
  const [day = '', clock = ''] = stockholmTime(new Date()).split('T')
  await page.getByRole('radio', { name: said }).check()
  if (kvittensId) await page.getByLabel('KvittensID, om de uppgav något').fill(kvittensId)
  await page.getByLabel('Vilken dag fick du beskedet?').fill(day)
  await page.getByLabel('Klockslag').fill(clock.slice(0, 5).replace(':', '.'))
  await page.getByRole('radio', { name: 'Per telefon' }).check()
}

async function bySupport({ page, context, owner, reference }: EndItInput): Promise<void> {
  const mine = await context.cookies()
  await logInAs(context, owner, { name: 'Fatima Haddad' })
  await open(page, `/support?fraga=${reference}`)
  await enterAnswer(page, reference, { said: 'De har filen' })
  await context.addCookies(mine)
  await open(page, `/inlamningar/${reference}`)
  await expect(page.getByRole('main')).toContainText('till supporten')
}

async function sendBy(page: Page, path: string | undefined, file: ChosenFile): Promise<string> {
  if (path) await open(page, path)
  else await awake(page)
  await fileField(page).setInputFiles(file)
  const before = page.url()
  const reference = await sendChosen(page)
  expect(page.url()).not.toBe(before)
  return reference || (await referenceOfPage(page))
}

export const reaches = (login: BrowserLogin, reference: string, word: string): Promise<void> =>
  expect.poll(async () => (await shownStatus(login, reference)).status, { timeout: 30_000 }).toBe(word)

/** As if the row had stood so for a minute more: what relay plans is due by now, and what people are told is older. */
export async function minutePasses({ pool }: Db, reference: string): Promise<void> {
  const columns = ['next_attempt_at', 'due_since', 'held_at', 'unknown_at', 'disputed_at', 'next_poll_at']
  const set = columns.map((column) => `${column} = ${column} - interval '1 minute'`).join()
  await pool.query(`UPDATE submission SET ${set} WHERE reference = $1`, [reference])
}

/** The page's answer, as it becomes by itself. */
export async function headline(page: Page, words: RegExp, withinMs = 30_000): Promise<string> {
  const heading = page.getByRole('main').getByRole('heading', { level: 1, name: words })
  await expect(heading).toBeVisible({ timeout: withinMs })
  return (await heading.textContent()) ?? ''
}
