// Notices: mails to an employer, as rows that relay sends. Here: queue, claim, record and purge them.
// Not here: their sentences (lib/text/notices.ts), SMTP (lib/mail.ts), the addresses (lib/access/notice-addresses.ts).
// Verbs of rank 2 add notices; relay sends them.
import { randomUUID } from 'node:crypto'
import type { Tx } from '#lib/db.ts'
import type { NoticeKind, NoticeParams } from '#lib/text/notices.ts'

/** `params` fill the sentences of `kind` (lib/text/notices): no personnummer, no content of a file. */
export type NewNotice<K extends NoticeKind = NoticeKind> = {
  employerId: string
  kind: K
  /** What it is about, as `certificate:<id>:30`: an address gets one notice of a kind about the same thing. */
  about: string
  params: NoticeParams[K]
  dueAt: Date
  /** When it is no longer sent. */
  voidAt: Date
}

/**
 * Queues a mail for each of the employer's notice addresses. `tx` speaks for the employer (forEmployer) or is relay's. Returns how
 * many were new.
 */
export async function addNotices<K extends NoticeKind>(tx: Pick<Tx, '$queryRaw'>, notice: NewNotice<K>): Promise<number> {
  const rows = await tx.$queryRaw<{ recipient: string }[]>`
    SELECT recipient FROM employer e, unnest(e.notice_addresses) AS recipient WHERE e.id = ${notice.employerId}::uuid`
  return addNoticesTo(
    tx,
    notice,
    rows.map(({ recipient }) => recipient),
  )
}

/** The same for addresses that are known. */
export async function addNoticesTo<K extends NoticeKind>(
  tx: Pick<Tx, '$queryRaw'>,
  { employerId, kind, about, params, dueAt, voidAt }: NewNotice<K>,
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
