// What happens to a submission or a delivery, and which topic of a recipient's wishes it falls under.

/** As the database has them (event.kind): written by triggers, but for `late` and `deadline`, which time brings about. */
export type EventKind =
  | 'delivered'
  | 'approved'
  | 'refused'
  | 'disapproved'
  | 'held'
  | 'unknown'
  | 'disputed'
  | 'contradicted'
  | 'settled'
  | 'withdrawn'
  | 'late'
  | 'deadline'
  | 'inbox'

/** What an address can be told of, in the order of the page. */
export const NOTICE_TOPICS = ['refused', 'waiting', 'late', 'settled', 'inbox', 'certificates', 'receipt'] as const
export type NoticeTopic = (typeof NOTICE_TOPICS)[number]

/** What a new address is told of. */
export const FIRST_TOPICS: readonly NoticeTopic[] = NOTICE_TOPICS.filter((topic) => topic !== 'receipt')

/** Null: nobody is mailed. */
export const TOPIC_OF: Record<EventKind, keyof typeof MAIL_OF | null> = {
  refused: 'refused',
  disapproved: 'refused',
  held: 'waiting',
  unknown: 'waiting',
  disputed: 'waiting',
  contradicted: 'waiting',
  late: 'late',
  deadline: 'late',
  settled: 'settled',
  inbox: 'inbox',
  delivered: 'receipt',
  approved: null,
  withdrawn: null,
}

/** The kinds of mails that tell of events, each with an hour of its own: a refusal does not wait behind a receipt. */
export const EVENT_MAILS = ['needs', 'news'] as const
type EventMail = (typeof EVENT_MAILS)[number]

/** `needs`: what may need somebody. */
export const MAIL_OF: Record<Exclude<NoticeTopic, 'certificates'>, EventMail> = {
  refused: 'needs',
  waiting: 'needs',
  late: 'needs',
  settled: 'needs',
  inbox: 'news',
  receipt: 'news',
}

export const isEventMail = (kind: string): boolean => EVENT_MAILS.some((one) => one === kind)
