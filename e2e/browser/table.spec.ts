// A table from Excel, on the road to Försäkringskassan: what was mended by itself is accepted first, and XML is what goes.
import { formatDay, stockholmDay } from '#lib/calendar.ts'
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
  await expect(page.getByRole('heading', { name: 'Försäkringskassan har godkänt filen.' })).toBeVisible()
  await expect(page.getByText('lista.xml').first()).toBeVisible()
  const stored = await owner.prisma.submission.findFirstOrThrow({ where: { reference } })
  expect((await agency.ledger()).filter(({ sha256 }) => sha256 === stored.sha256)).toHaveLength(1)
})

test('a table with a fault says in which cell, and cannot be sent', async ({ page, context, owner }) => {
  await logInAs(context, owner, { name: 'Björn Åkesson' })
  await choose(page, csv('Personnummer;Första sjukdag\r\n199001012386;2026-02-30\r\n'))
  await expect(verdict(page)).toHaveText('Går inte att skicka: 2 fel')
  await expect(page.getByText('Cell A2', { exact: true })).toBeVisible()
  await expect(page.getByText('Cell B2', { exact: true })).toBeVisible()
  await expect(sendButton(page)).toHaveCount(0)
})

function csv(text: string): ChosenFile {
  return { name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
}
