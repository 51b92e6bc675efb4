import { type Context, withWords } from '#lib/db.ts'
import type { EventKind } from '#lib/notices/events.ts'
import type { EventNews, NewsGroups } from '#lib/text/event-notices.ts'
import type { Event, Submission } from '#prisma/generated/client.ts'
import { type HoldReason, type StateRow, type SubmissionState, stateOf } from './state.ts'

type ReadGroup = { count: number; references: string[]; due: Map<string, string> }
type NewsEvent = { kind: EventKind; reason: string | null }

/** Events that are read at a time. */
const PAGE = 1000

/**
 * What a mail of events has to tell: of each file what happened to it and, where that is over by now, how it stands. A file with
 * several events of one news is told of once.
 */
export async function readNews({ db, now }: Context, noticeId: string): Promise<NewsGroups> {
  const groups = new Map<EventNews, ReadGroup>()
  const known = new Set<string>()
  for (let skip = 0; ; skip += PAGE) {
    const page = await db.prisma.noticeEvent.findMany({
      where: { noticeId },
      select: {
        event: { select: { kind: true, reason: true, submission: { select: SUBMISSION }, delivery: { select: DELIVERY } } },
      },
      orderBy: [{ event: { at: 'asc' } }, { eventId: 'asc' }],
      take: PAGE,
      skip,
    })
    for (const { event } of page) {
      const { submission, delivery } = event
      const happened = withWords<Pick<Event, 'kind' | 'reason'>, { kind: EventKind }>(event)
      const news = submission ? newsOf(happened, stateOf(submission, now), submission) : inboxNews(delivery)
      const key = `${news} ${submission?.reference ?? delivery?.id}`
      if (known.has(key)) continue
      known.add(key)
      const group: ReadGroup = groups.get(news) ?? { count: 0, references: [], due: new Map() }
      group.count += 1
      if (submission) group.references.push(submission.reference)
      if (submission && news === 'deadline' && event.reason) group.due.set(submission.reference, event.reason)
      groups.set(news, group)
    }
    if (page.length < PAGE) return groups
  }
}

type AfterRefusal = Pick<Submission, 'replacedBy' | 'dealtWithAt'>

/** What an event says at a time at which its submission stands at `state`. */
export function newsOf(
  { kind, reason }: NewsEvent,
  state: SubmissionState,
  { replacedBy, dealtWithAt }: AfterRefusal,
): EventNews {
  switch (kind) {
    case 'refused':
    case 'disapproved':
      return replacedBy || dealtWithAt ? 'over' : kind
    case 'contradicted':
      return dealtWithAt ? 'over' : kind
    case 'settled':
      return standingOf(state) ?? (reason === 'has' ? 'settledHas' : 'over')
    case 'delivered':
      return standingOf(state) ?? kind
    case 'approved':
    case 'withdrawn':
    case 'inbox':
      return 'over'
    case 'held':
    case 'unknown':
    case 'disputed':
      return standingOf(state) ?? 'over'
    case 'late':
      return standingOf(state) ?? (isOnItsWay(state) ? 'late' : 'over')
    case 'deadline':
      return state.kind === 'refused' || state.kind === 'disapproved' ? state.kind : isAtReceiver(state) ? 'over' : 'deadline'
  }
}

const HELD: Record<HoldReason, EventNews> = {
  unknown: 'heldUnknown',
  'gave-up': 'heldGaveUp',
  payload: 'heldPayload',
  'not-arrived': 'settledHasNot',
}

/** What a state itself has to say to a person; undefined: nothing that is wrong. */
function standingOf(state: SubmissionState): EventNews | undefined {
  switch (state.kind) {
    case 'held':
      return HELD[state.reason]
    case 'refused':
    case 'disapproved':
    case 'disputed':
    case 'unknown':
      return state.kind
    case 'withdrawn':
    case 'approved':
    case 'accepted':
    case 'settled':
    case 'sending':
    case 'queued':
    case 'received':
      return undefined
  }
}

function isOnItsWay({ kind }: SubmissionState): boolean {
  return kind === 'sending' || kind === 'queued' || kind === 'received'
}

/** With the receiver, or taken back: no day is missed. */
function isAtReceiver({ kind }: SubmissionState): boolean {
  return kind === 'withdrawn' || kind === 'approved' || kind === 'accepted' || kind === 'settled'
}

function inboxNews(delivery: { fetchedAt: Date | null; acknowledgedAt: Date | null; purgedAt: Date | null } | null): EventNews {
  return delivery && !delivery.fetchedAt && !delivery.acknowledgedAt && !delivery.purgedAt ? 'inbox' : 'over'
}

const DELIVERY = { id: true, fetchedAt: true, acknowledgedAt: true, purgedAt: true } as const

const SUBMISSION = {
  reference: true,
  replacedBy: true,
  dealtWithAt: true,
  disputedAt: true,
  disputedKvittensId: true,
  withdrawnAt: true,
  refusedAt: true,
  deliveredAt: true,
  disapprovedAt: true,
  approvedAt: true,
  nextPollAt: true,
  settledAt: true,
  settledAs: true,
  settledToldAt: true,
  settledHow: true,
  settledName: true,
  heldAt: true,
  heldReason: true,
  mayRepeat: true,
  unknownAt: true,
  sendingAt: true,
  leaseUntil: true,
  nextAttemptAt: true,
  attemptCount: true,
} as const satisfies Record<keyof StateRow | 'reference' | 'replacedBy' | 'dealtWithAt', true>
