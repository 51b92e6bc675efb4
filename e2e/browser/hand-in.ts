// The road of a file as a person goes it, by what stands on the page.
import type { Page } from '@playwright/test'
import type { ChosenFile } from './files.ts'
import { awake, expect, open } from './test.ts'

export const HAND_IN = '/lamna/sjukanmalan'

/** Chooses a file on the page of the e-service; opens that page when another stands there. */
export async function choose(page: Page, file: ChosenFile | string): Promise<void> {
  if (!page.url().endsWith(HAND_IN)) await open(page, HAND_IN)
  await fileField(page).setInputFiles(file)
}

/** The field itself: a button that opens it stands on the page in its place. */
export const fileField = (page: Page) => page.locator('input[type=file]')

/** What opens the field; its name holds the name of what is chosen. */
export const fileButton = (page: Page) => page.getByRole('button', { name: /^(Välj fil|Välj en annan fil|Lägg till filer) / })

export const sendButton = (page: Page) => page.getByRole('button', { name: 'Skicka till Försäkringskassan' })

/** The verdict's sentence, which takes the focus. */
export const verdict = (page: Page) =>
  page.getByRole('heading', { name: /^(Filen kan skickas|Kan skickas, med|Går inte att skicka)/ })

/** Sends the chosen file and gives the reference of its page. */
export async function sendChosen(page: Page): Promise<string> {
  await sendButton(page).click()
  return referenceOfPage(page)
}

/** The reference of the submission's page, once it stands there awake. */
export async function referenceOfPage(page: Page): Promise<string> {
  await page.waitForURL(/\/inlamningar\/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/)
  await awake(page)
  const reference = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await expect(page.getByRole('main')).toContainText(reference)
  return reference
}
