// A table from Excel, on the road to Försäkringskassan: what was mended by itself is accepted first, and XML is what goes.
import type { Page } from '@playwright/test'
import { formatDay, stockholmDay } from '#lib/calendar.ts'
import { expectAccessible } from './accessible.ts'
import type { ChosenFile } from './files.ts'
import { choose, sendButton, sendChosen, verdict } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import { expect, test } from './test.ts'

test.beforeEach(async ({ agency }) => agency.behave({}))

test('a CSV is converted, what was mended is accepted, and the XML is what is sent', async ({ page, context, owner, agency }) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const first = formatDay(stockholmDay(new Date()) - 16)
  await choose(page, csv(`Personnummer;Första sjukdag;Referens\r\n19900101-2385;${first.replaceAll('-', '')};"A 1"\r\n`))
  await expect(verdict(page)).toHaveText(/^Filen kan skickas: 1 sjukfall för Exempelbolaget/)
  await expect(page.locator('summary', { hasText: 'Datum skrevs om' })).toBeVisible()
  await expect(sendButton(page)).toHaveCount(0)
  await page.getByRole('checkbox', { name: /Jag har läst vad som är rättat/ }).check()
  const reference = await sendChosen(page)
  await expect(page.getByRole('heading', { name: 'Försäkringskassan har godkänt filen' })).toBeVisible()
  await expect(page.getByText('lista.xml').first()).toBeVisible()
  const stored = await owner.prisma.submission.findFirstOrThrow({ where: { reference } })
  expect((await agency.ledger()).filter(({ sha256 }) => sha256 === stored.sha256)).toHaveLength(1)
})

test('what is unclear in a table is asked, said on the receipt, and not asked again', async ({ page, context, owner }) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  const today = stockholmDay(new Date())
  const list = (person: string, reference: string) => {
    const [first, last] = [formatDay(today - 16), formatDay(today - 3)]
    return csv(
      `Sjuklista;;;;\r\n\r\nPnr;Namn;Frånvaro fr.o.m.;T.o.m.;Ref\r\n${person};Anna;${first};${last};${reference}\r\nAntal;;1;;\r\n`,
    )
  }
  await choose(page, list('199001022384', 'M1'))
  await expect(verdict(page)).toHaveText(/^Går inte att skicka: 3 fel/)
  await expect(page.getByText('Vi hittar ingen kolumn med första sjukdagen. Är det Frånvaro fr.o.m.?')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ja, använd Frånvaro fr.o.m.' }).click()
  await expect(verdict(page)).toHaveText(/^Går inte att skicka: 2 fel/)
  await page.getByLabel('Vad är T.o.m.?').first().selectOption('Ta inte med kolumnen')
  await page.getByRole('button', { name: 'Läs tabellen så' }).first().press('Enter')
  await page.getByRole('button', { name: 'Hoppa över den' }).click()
  await expect(verdict(page)).toHaveText(/^Kan skickas, med/)
  await expect(page.getByRole('cell', { name: 'Första sjukdag (valt)' })).toBeVisible()
  await expect(page.getByText('En summarad tas inte med, som du har valt.')).toBeVisible()
  await acceptAll(page)
  const reference = await sendChosen(page)
  await page.getByText('Tekniska uppgifter').click()
  await expect(page.getByText('Med företagets egen omvandling, version 1')).toBeVisible()
  await expect(page.getByText(/Kolumn vald: Frånvaro fr\.o\.m\. → /)).toBeVisible()
  await expect(page.getByText(/Rad utelämnad, till exempel en summarad/)).toBeVisible()
  const stored = await owner.prisma.submission.findFirstOrThrow({ where: { reference } })
  expect(JSON.stringify(stored.origin)).not.toMatch(/19900102|2384/)
  await choose(page, list('199001012385', 'M2'))
  await expect(verdict(page)).toHaveText(/^Kan skickas, med/)
  await expect(page.getByText('Tabellen läses som förra gången: den har samma rubriker.')).toBeVisible()
})

test('a table with a fault says in which cell, and cannot be sent', async ({ page, context, owner }) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  await choose(page, csv('Personnummer;Första sjukdag\r\n199001012386;2026-02-30\r\n'))
  await expect(verdict(page)).toHaveText('Går inte att skicka: 2 fel')
  await expect(page.getByText('Cell A2', { exact: true })).toBeVisible()
  await expect(page.getByText('Cell B2', { exact: true })).toBeVisible()
  await expect(sendButton(page)).toHaveCount(0)
})

/** What was mended, and each remark. */
async function acceptAll(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /Jag har läst vad som är rättat/ }).check()
  for (const box of await page.getByRole('checkbox', { name: /^Jag har läst: / }).all()) await box.check()
}

function csv(text: string): ChosenFile {
  return { name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
}
