import { LONGEST_SEND_MS, type MailOutcome } from '#lib/mail.ts'
import { type ClaimedNotice, claimNotices, recordNotice } from '#lib/notices/notice-queue.ts'
import type { Relay } from './relay.ts'
import { writeLetter } from './write-letter.ts'

const AT_ONCE = 5
const LEASE_MS = LONGEST_SEND_MS + 20_000

/**
 * Sends the mails that are due, a few at a time. Returns how many of them the mail server answered for good: with none, as when it
 * is away, the caller rests before it asks again.
 */
export async function notifyDue(relay: PostRelay): Promise<number> {
  const { mail: office } = relay
  if (!office) return 0
  const claimed = await claimNotices(relay, { limit: AT_ONCE, leaseMs: LEASE_MS })
  const outcomes = await Promise.all(claimed.map((notice) => mailOne(relay, office, notice)))
  return outcomes.filter((kind) => kind !== 'failed').length
}

type PostRelay = Pick<Relay, 'db' | 'log' | 'mail'>
type PostOffice = NonNullable<Relay['mail']>

async function mailOne(relay: PostRelay, office: PostOffice, notice: ClaimedNotice): Promise<MailOutcome['kind']> {
  const mailed = await mail(relay, office, notice)
  await recordNotice(relay, notice, mailed)
  const { employer, kind, attempt } = notice
  const told = { ...(employer && { employerId: employer.employerId }), outcome: mailed.kind, attempt, detail: kind }
  if (mailed.kind === 'sent') relay.log.info('mailed', told)
  else relay.log.warn('not-mailed', { ...told, code: mailed.code })
  return mailed.kind
}

async function mail(relay: PostRelay, { mailer, publicUrl }: PostOffice, notice: ClaimedNotice): Promise<MailOutcome> {
  const letter = await writeLetter(relay, publicUrl, notice)
  if (!letter) return { kind: 'failed', code: 'unknown-kind' } // written by a newer version, which sends it
  // The same Message-ID at each try, so that mail programs drop a repeat.
  const messageId = `<${notice.noticeId}@${new URL(publicUrl).hostname}>`
  return mailer.send({ ...letter, to: notice.recipient, messageId })
}
