import { randomUUID } from 'node:crypto'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'

const HOUR_MS = 3_600_000
const later = (ms: number) => new Date(Date.now() + ms)

/** Events of a submission with the mails and the calls about them, one in each state. */
export async function mailAbout({ prisma }: Db, reference: string): Promise<void> {
  const { id: submissionId, employerId } = await prisma.submission.findUniqueOrThrow({ where: { reference } })
  const add = async (kind: string, mails: { recipient: string; row: object }[]) => {
    const event = { employerId, submissionId, kind, mailedAt: new Date(), calledAt: new Date() }
    const { id: eventId } = await prisma.event.create({ data: event })
    for (const { recipient, row } of mails) {
      const notice = { employerId, kind: 'needs', about: randomUUID(), recipient, params: {}, dueAt: new Date() }
      const { id: noticeId } = await prisma.notice.create({ data: { ...notice, voidAt: later(7 * DAY_MS), ...row } })
      await prisma.noticeEvent.create({ data: { eventId, employerId, recipient, noticeId } })
    }
  }
  await add('late', [
    { recipient: 'lon@sidor.test', row: { sentAt: new Date() } },
    { recipient: 'borttagen@sidor.test', row: { lastError: 'address-removed' } },
    { recipient: 'payroll.and.absence.a.very.long.address@a-long-name.sidor.test', row: { lastError: 'smtp-550' } },
  ])
  await add('refused', [
    { recipient: 'lon@sidor.test', row: { nextAttemptAt: later(HOUR_MS) } },
    { recipient: 'teknik@sidor.test', row: { nextAttemptAt: later(HOUR_MS), attempts: 2, lastError: 'smtp-451' } },
  ])
  await add('delivered', [])
  const webhook = { employerId, url: 'https://lon.sidor.test/kvittens', events: [], secret: 'x', removedAt: new Date() }
  const { id: webhookId } = await prisma.webhook.create({ data: webhook })
  const events = await prisma.event.findMany({ where: { submissionId }, orderBy: { at: 'asc' } })
  const rows = [{ takenAt: new Date(), lastStatus: 204 }, { givenUpAt: new Date(), lastStatus: 500, lastCode: 'refused' }, {}]
  for (const [n, { id: eventId }] of events.entries()) {
    const call = { webhookId, eventId, employerId, type: 'inlamning.underkand', body: '{}', attempts: n + 1 }
    await prisma.webhookCall.create({ data: { ...call, ...rows[n] } })
  }
}
