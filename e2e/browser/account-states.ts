// What a person does on Konto before one looks at it; in either language.
import type { Page } from '@playwright/test'
import { awake, expect } from './test.ts'

/** Asks for a code to an address of their own; once more it says that one was sent. */
export async function askMailCodeOf(page: Page): Promise<void> {
  if ((await page.getByLabel(/^(Kod ur brevet|Code in the mail)$/).count()) > 0) return
  await page.getByLabel(/^(Din e-postadress|Your mail address)$/).fill('nils.ny@exempel.test')
  await page.getByRole('button', { name: /^(Skicka kod|Send code)$/ }).click()
  await expect(page.getByLabel(/^(Kod ur brevet|Code in the mail)$/)).toBeVisible()
  await awake(page)
}
