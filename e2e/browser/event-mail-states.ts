import { randomUUID } from 'node:crypto'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'

const HOUR_MS = 3_600_000
const later = (ms: number) => new Date(Date.now() + ms)

/** Events of a submission and the mails about them, one in each state. */
export async function mailAbout({ prisma }: Db, reference: string): Promise<void> {
  const { id: submissionId, employerId } = await prisma.submission.findUniqueOrThrow({ where: { reference } })
  const add = async (kind: string, mails: { recipient: string; row: object }[]) => {
    const event = { employerId, submissionId, kind, mailedAt: new Date(), calledAt: new Date() }
    const { id: eventId } = await prisma.event.create({ data: event })
    for (const { recipient, row } of mails) {
      const notice = { employerId, kind: 'events', about: randomUUID(), recipient, params: {}, dueAt: new Date() }
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
}
