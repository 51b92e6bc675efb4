import { DAY_MS } from '#lib/calendar.ts'
import type { Context } from '#lib/db.ts'
import { CERTIFICATE_WARN_DAYS } from '#lib/limits.ts'
import { addNotices } from '#lib/notices/add-notices.ts'
import { daysLeft } from '#lib/pki/certificate-faults.ts'

type EndingCertificate = { id: string; employerId: string; commonName: string; notAfter: Date }

/**
 * Puts the warnings that are due in relay's queue, each once to each address, by whichever relay comes first. Only the newest
 * step counts: who registers a certificate with 20 days left is not told of 60. Returns how many mails were new.
 */
export async function warnOfEnd({ db, now }: Context): Promise<number> {
  const { rows } = await db.pool.query<EndingCertificate>({
    name: 'ending-certificates',
    text: ENDING,
    values: [now, CERTIFICATE_WARN_DAYS[0]],
  })
  let added = 0
  for (const { id, employerId, commonName, notAfter } of rows) {
    const step = stepOf(notAfter, now)
    if (step === undefined) continue
    const params = { days: daysLeft(notAfter, now), ends: stockholmDate(notAfter), commonName }
    const about = `certificate:${id}:${step}`
    const notice = { employerId, kind: 'certificate-ends' as const, about, params, dueAt: now, voidAt: endOf(step, notAfter) }
    added += await db.prisma.$transaction((tx) => addNotices(tx, 'certificates', notice))
  }
  return added
}

/** The last step that has been reached. */
export function stepOf(notAfter: Date, now: Date): number | undefined {
  const left = (notAfter.getTime() - now.getTime()) / DAY_MS
  return left <= 0 ? undefined : CERTIFICATE_WARN_DAYS.findLast((days) => left <= days)
}

/** When the next step takes over. */
function endOf(step: number, notAfter: Date): Date {
  const next = CERTIFICATE_WARN_DAYS.find((days) => days < step) ?? 0
  return new Date(notAfter.getTime() - next * DAY_MS)
}

const stockholmDate = (date: Date): string => date.toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' })

const ENDING = `
SELECT c.id, c.employer_id AS "employerId", c.common_name AS "commonName", c.not_after AS "notAfter"
FROM certificate c
WHERE c.removed_at IS NULL AND c.not_after > $1 AND c.not_after <= $1::timestamptz + make_interval(days => $2)
  AND EXISTS (SELECT FROM notice_recipient r WHERE r.employer_id = c.employer_id AND 'certificates' = ANY(r.topics))`
