// What a person does on the page of an e-service before it looks so; in either language.
import type { Page } from '@playwright/test'
import { type ChosenFile, spoiled, xmlFile } from './files.ts'
import { fileField } from './hand-in.ts'
import { remarked } from './situations.ts'
import { awake, expect } from './test.ts'

const ORGNR = '5599007019'
const SEND = /^(Skicka till Försäkringskassan|Send to Försäkringskassan)$/
const VERDICT =
  /^(Filen kan skickas|Kan skickas, med|Inga fel i filen|Går inte att skicka|The file can be sent|Can be sent, with|No faults in the file|Cannot be sent)/

const good = (): ChosenFile => xmlFile({ orgnr: ORGNR })
const bad = (): ChosenFile =>
  spoiled('fel.xml', (text) =>
    text
      .replaceAll(ORGNR, '5599001236')
      .replace(/\d(?=<\/personnummer>)/, (digit) => String((Number(digit) + 1) % 10))
      .replace('>R2<', '>R1<')
      .replace('antalSjukfall="3"', 'antalSjukfall="4"'),
  )

export async function chooseGood(page: Page): Promise<void> {
  await choose(page, good())
  await expect(page.getByRole('button', { name: SEND })).toBeVisible()
}

export const chooseBad = (page: Page): Promise<void> => choose(page, bad())

/** Remarks, and not all of them ticked. */
export async function leaveUnticked(page: Page): Promise<void> {
  await choose(page, remarked(ORGNR))
  await page.getByRole('button', { name: SEND }).click()
  await expect(page.getByRole('checkbox', { name: /^(Jag har läst|I have read): / }).first()).toBeFocused()
}

export async function chooseTooLarge(page: Page): Promise<void> {
  await fileField(page).setInputFiles({ name: 'stor.xml', mimeType: 'text/xml', buffer: Buffer.alloc(8_200_000, 32) })
  await expect(
    page.getByRole('heading', { name: /^(Filen kunde inte kontrolleras|The file could not be checked)$/ }),
  ).toBeVisible()
}

export async function breakLine(page: Page): Promise<void> {
  await chooseGood(page)
  await page.context().setOffline(true)
  await page.getByRole('button', { name: SEND }).click()
  await expect(page.getByRole('heading', { name: /^(Filen är inte inlämnad|The file is not handed in)$/ })).toBeVisible()
  await page.context().setOffline(false)
}

/** What the plain form leads to when the file has faults. */
export async function sendBadAsForm(page: Page): Promise<void> {
  const address = await page.evaluate(
    async ({ text, orgnr }) => {
      const body = new FormData()
      body.set('tjanst', 'sjukanmalan')
      body.set('arbetsgivare', orgnr)
      body.set('fil', new File([text], 'fel.xml'))
      return (await fetch('/api/inlamningar', { method: 'POST', body })).url
    },
    { text: bad().buffer.toString(), orgnr: ORGNR },
  )
  expect(address).toContain('/rapport/')
  await page.goto(address)
  await awake(page)
}

async function choose(page: Page, file: ChosenFile): Promise<void> {
  await fileField(page).setInputFiles(file)
  await expect(page.getByRole('heading', { name: VERDICT })).toBeVisible()
}

/** Identifies at the broker as somebody who has no account. */
export async function identifyAsGuest(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Logga in med e-legitimation|Log in with e-identification)$/ }).click()
  await page.getByRole('button', { name: /^Hanna Berg/ }).click()
  await expect(page).toHaveURL(/\/valkommen$/)
  await awake(page)
}
