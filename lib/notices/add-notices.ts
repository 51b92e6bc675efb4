// Notices: mails, as rows that relay sends. Here: what they are about (events.ts), who wishes which (topics), queue, claim, record
// and purge them. Not here: their sentences (lib/text/notices.ts), SMTP (lib/mail.ts), what happened to a submission since an
// event (lib/submissions), the form of the addresses (lib/access/notice-recipients.ts).
// Verbs of rank 2 add notices; relay sends them.
import { randomUUID } from 'node:crypto'
import type { Tx } from '#lib/db.ts'
import type { NoticeKind, NoticeParams } from '#lib/text/notices.ts'
import type { NoticeTopic } from './events.ts'

/** A mail to be. `params` fill the sentences of `kind`: no personnummer, no content of a file. */
export type QueuedNotice = {
  /** Null: to the operator, or an applicant. */
  employerId: string | null
  kind: string
  /** What it is about, as `certificate:<id>:30`: an address gets one notice of a kind about the same thing. */
  about: string
  params: Record<string, string | number>
  dueAt: Date
  /** When it is no longer sent. */
  voidAt: Date
}

/** One to an employer, with the words that its kind has in lib/text/notices. */
export type NewNotice<K extends NoticeKind = NoticeKind> = QueuedNotice & {
  employerId: string
  kind: K
  params: NoticeParams[K]
}

/**
 * Queues a mail for each of the employer's addresses that wishes the topic. Who removes one meanwhile waits for this, and withdraws
 * the mail. `tx` speaks for the employer (forEmployer) or is relay's. Returns how many were new.
 */
export async function addNotices<K extends NoticeKind>(
  tx: Pick<Tx, '$queryRaw'>,
  topic: NoticeTopic,
  notice: NewNotice<K>,
): Promise<number> {
  const rows = await tx.$queryRaw<{ address: string }[]>`
    SELECT address FROM notice_recipient WHERE employer_id = ${notice.employerId}::uuid AND ${topic} = ANY(topics)
    FOR KEY SHARE`
  return queueNotices(
    tx,
    notice,
    rows.map(({ address }) => address),
  )
}

/** The same for addresses that are known. */
export async function queueNotices(
  tx: Pick<Tx, '$queryRaw'>,
  { employerId, kind, about, params, dueAt, voidAt }: QueuedNotice,
  recipients: readonly string[],
): Promise<number> {
  let added = 0
  for (const recipient of recipients) {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO notice (id, employer_id, kind, about, recipient, params, due_at, void_at, next_attempt_at)
      VALUES (${randomUUID()}::uuid, ${employerId}::uuid, ${kind}, ${about}, ${recipient}, ${JSON.stringify(params)}::jsonb,
              ${dueAt}, ${voidAt}, ${dueAt})
      ON CONFLICT (employer_id, kind, about, recipient) DO NOTHING RETURNING id`
    added += rows.length
  }
  return added
}
