import { forEmployer, type SpeakerContext, withWords } from '#lib/db.ts'
import type { Event, Notice } from '#prisma/generated/client.ts'
import { type EventKind, TOPIC_OF } from './events.ts'

/**
 * How it goes with a mail about an event. `tries`: the mail server has not taken it yet. `delayed`: its time has passed and nobody
 * has tried, as behind an earlier mail to the address that does not get through, or without a mail server. `refused`: it never will. `removed`: the
 * address is no longer a recipient. `unwished`: it is to be told of nothing any more. `stale`: it could not be sent in time.
 */
type MailState = 'sent' | 'waits' | 'tries' | 'delayed' | 'refused' | 'removed' | 'unwished' | 'stale'
/** `at`: when it was sent, or will be. `count`: of how many events it tells. */
export type EventMail = { address: string; state: MailState; at: Date | null; count: number }
/** `waits`: relay has not put it into mails, for who wishes it; null: it has. `delayed`: it should have, as when no relay runs. */
export type EventMails = { id: string; kind: EventKind; at: Date; waits: 'soon' | 'delayed' | null; mails: EventMail[] }

/** A mail that is due goes within so long when nothing is in its way. */
const SOON_MS = 5 * 60_000
const isOverdue = (at: Date, now: Date): boolean => now.getTime() - at.getTime() > SOON_MS

/** What addresses were told of one of the employer's submissions, oldest event first. Mails are kept for LIMITS.noticeKeepDays. */
export function listEventMails(
  { db, actor, now }: SpeakerContext,
  { employerId, submissionId }: { employerId: string; submissionId: string },
): Promise<EventMails[]> {
  const notice = { include: { _count: { select: { events: true } } } } as const
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const events = await tx.event.findMany({
      where: { employerId, submissionId },
      include: { notices: { include: { notice }, orderBy: { recipient: 'asc' } } },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    })
    return events.flatMap((event) => {
      const { id, kind, at, mailedAt } = withWords<Event, { kind: EventKind }>(event)
      if (TOPIC_OF[kind] === null) return []
      const mails = event.notices.map(({ recipient, notice: mail }) => ({
        address: recipient,
        count: mail._count.events,
        ...standingOf(mail, now),
      }))
      const waits = mailedAt ? null : isOverdue(at, now) ? 'delayed' : 'soon'
      return [{ id, kind, at, waits, mails }]
    })
  })
}

function standingOf({ sentAt, nextAttemptAt, voidAt, attempts, lastError }: Notice, now: Date): Pick<EventMail, 'state' | 'at'> {
  if (sentAt) return { state: 'sent', at: sentAt }
  if (lastError === 'address-removed') return { state: 'removed', at: null }
  if (lastError === 'not-wished') return { state: 'unwished', at: null }
  if (!nextAttemptAt) return { state: 'refused', at: null }
  if (voidAt <= now) return { state: 'stale', at: null }
  if (isOverdue(nextAttemptAt, now)) return { state: 'delayed', at: null }
  return { state: attempts > 0 ? 'tries' : 'waits', at: nextAttemptAt }
}
