// A company's webhooks with calls that went each way, and a secret that is shown: for pictures of the pages.
import type { Page } from '@playwright/test'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import { writeSituations } from './situations.ts'
import { awake, expect } from './test.ts'

const HOUR_MS = 3_600_000
const NEW = 'https://ny.sidor.se/'
/** As relay leaves them. */
const CALLS = [
  { type: 'inlamning.vantar', attempts: 0 },
  { type: 'inlamning.levererad', attempts: 1, lastStatus: 204, takenAt: new Date() },
  { type: 'inlamning.underkand', attempts: 4, lastStatus: 503, lastCode: 'refused', failed: true },
  { type: 'inlamning.godkand', attempts: 2, lastCode: 'receiver-certificate', failed: true },
  { type: 'inlamning.avgjord', attempts: 9, lastStatus: 301, lastCode: 'redirected', givenUpAt: new Date() },
] as const
/** More than a page of them. */
const MORE = Array.from({ length: 8 }, () => CALLS[1])

/** Makes the calls of a company that there are none of yet. */
export async function hookStates(owner: Db, by: { personId: string; employerId: string }): Promise<void> {
  const { prisma } = owner
  const { employerId } = by
  // What an earlier run has added: a company can have a few.
  await prisma.webhook.updateMany({ where: { employerId, url: { startsWith: NEW } }, data: { removedAt: new Date() } })
  if ((await prisma.webhook.count({ where: { employerId } })) > 0) return
  const { queued: reference } = await writeSituations(owner, by, ['queued'])
  const { id: submissionId } = await prisma.submission.findUniqueOrThrow({ where: { reference } })
  const [since, later] = [new Date(Date.now() - HOUR_MS), new Date(Date.now() + DAY_MS)]
  const rests = { failures: 3, failingSince: since, restsUntil: later, previousSecret: 'x', previousUntil: later }
  const one = { employerId, secret: 'x', events: ['inlamning.vantar', 'inlamning.underkand', 'inkorg.ny'] }
  await prisma.webhook.create({ data: { ...one, url: 'https://lonesystem.sidor.se/kvittens' } })
  const url = 'https://mottagare.ett-mycket-langt-namn-i-molnet.sidor.se:8443/api/v2/webhookar/kvittens?nyckel=0123456789abcdef'
  const { id: webhookId } = await prisma.webhook.create({ data: { ...one, ...rests, url } })
  for (const { type, ...call } of [...MORE, ...CALLS]) {
    const { id: eventId } = await prisma.event.create({
      data: { employerId, kind: 'held', submissionId, calledAt: since, mailedAt: since },
    })
    const { failed, ...columns } = { failed: false, ...call }
    const waits = 'takenAt' in call || 'givenUpAt' in call ? {} : { nextAttemptAt: later }
    const data = {
      ...{ employerId, webhookId, eventId, type, body: '{}' },
      ...columns,
      ...waits,
      ...(failed && { triedAt: since }),
    }
    await prisma.webhookCall.create({ data })
  }
}

/** What is opened: the form of a new one, and what can be changed. */
export async function openWebhooks(page: Page): Promise<void> {
  for (const name of [
    /^(Lägg till en webhook|Add a webhook)$/,
    /^(Ändra|Change) mottagare/,
    /^(Så tar ert system|How your system)/,
  ])
    await page.getByText(name).first().click()
}

/** The second page of calls. */
export async function openOlderCalls(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^(Äldre anrop|Older calls)$/ }).click()
  await expect(page.getByRole('link', { name: /^(De senaste anropen|The latest calls)$/ })).toBeVisible()
  await awake(page)
  const table = page.getByRole('table', { name: /^(Senaste anropen till|The latest calls to)/ })
  await expect(table.getByRole('row')).toHaveCount(4)
}

/** Adds one; the answer shows its secret. */
export async function showSecret(page: Page): Promise<void> {
  await page.getByText(/^(Lägg till en webhook|Add a webhook)$/).click()
  await page.getByLabel(/^(Adress|Address)$/).fill(`${NEW}${Date.now()}`)
  await page.getByRole('button', { name: /^(Lägg till webhooken|Add the webhook)$/ }).click()
  await expect(page.getByText(/^whsec_/)).toBeVisible()
  await awake(page)
}
