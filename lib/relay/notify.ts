import type { MailOutcome } from '#lib/mail.ts'
import { type ClaimedNotice, claimNotices, recordNotice } from '#lib/notices/notice-queue.ts'
import { writeNotice } from '#lib/text/notices.ts'
import type { Relay } from './relay.ts'

const AT_ONCE = 5
/** Longer than a mail server may take. */
const LEASE_MS = 120_000

/** Sends the mails that are due, a few at a time; returns how many were tried: none without a mail server. */
export async function notifyDue(relay: Relay): Promise<number> {
  if (!relay.mail) return 0
  const claimed = await claimNotices(relay, { limit: AT_ONCE, leaseMs: LEASE_MS })
  for (const notice of claimed) {
    const mailed = await mail(relay.mail, notice)
    await recordNotice(relay, notice, mailed)
    const told = { employerId: notice.employerId, outcome: mailed.kind, attempt: notice.attempt, detail: notice.kind }
    if (mailed.kind === 'sent') relay.log.info('mailed', told)
    else relay.log.warn('not-mailed', { ...told, code: mailed.code })
  }
  return claimed.length
}

async function mail({ mailer, publicUrl }: NonNullable<Relay['mail']>, notice: ClaimedNotice): Promise<MailOutcome> {
  const { kind, employerName, noticeId, recipient } = notice
  const letter = writeNotice({ kind, employer: employerName, params: readParams(notice.params) }, publicUrl)
  if (!letter) return { kind: 'failed', code: 'unknown-kind' } // written by a newer version, which sends it
  // The same Message-ID at each try, so that mail programs drop a repeat.
  return mailer.send({ ...letter, to: recipient, messageId: `<${noticeId}@${new URL(publicUrl).hostname}>` })
}

/** The parameters that addNotices wrote. */
function readParams(params: unknown): Record<string, string | number> {
  const entries = typeof params === 'object' && params !== null ? Object.entries(params) : []
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1])),
  )
}
