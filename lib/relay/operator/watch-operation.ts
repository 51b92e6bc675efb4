// Tells the operator by mail what has stopped working, what will, and when it works again. find-conditions.ts and
// ending-certificates.ts say what that is; what has been told stands in the mails' rows (lib/notices/tell-operator.ts).
import { type OperatorCondition, tellOperator } from '#lib/notices/tell-operator.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { Relay } from '../relay.ts'
import { endingConditions, findCertificates } from './ending-certificates.ts'
import { findConditions } from './find-conditions.ts'

/** Whom to mail, in which language, and what this relay remembers. Times are performance.now()'s, but for Dates. */
export type OperatorWatch = {
  recipients: readonly string[]
  language: Locale
  /** Since when files could be sent without a break; null: they cannot. */
  openSince: number | null
  /** How long that must have lasted before what waits is the queue's fault. */
  queueGraceMs: number
  /** The disk is nearly full at so many times what is kept free. */
  lowTimes: number
  /** Before this relay's first beat none had been heard since; null: one had been, lately. */
  relaysSilentFrom: Date | null
  certificatesAt: number
  /** When the log last said that mails do not get through. */
  mailLoggedAt: number
}

const CERTIFICATES_MS = 10 * 60_000
const MAIL_LOG_MS = 10 * 60_000
const QUEUE_GRACE_MS = 15 * 60_000
const LOW_TIMES = 3

export function openWatch(recipients: readonly string[], language: Locale): OperatorWatch {
  const never = Number.NEGATIVE_INFINITY
  return {
    ...{ recipients, language, openSince: null, queueGraceMs: QUEUE_GRACE_MS, lowTimes: LOW_TIMES, relaysSilentFrom: null },
    ...{ certificatesAt: never, mailLoggedAt: never },
  }
}

/** Returns how many things were told. Several relays may do it at once. */
export async function watchOperation(relay: Relay): Promise<number> {
  const { operator, db, log } = relay
  if (!operator) return 0
  const { conditions, isOver, mailFailingSince } = await findConditions(relay, operator)
  if (mailFailingSince && performance.now() - operator.mailLoggedAt >= MAIL_LOG_MS) {
    operator.mailLoggedAt = performance.now()
    log.error('mail-failing')
  }
  const ending: OperatorCondition[] = []
  const isTime = performance.now() - operator.certificatesAt >= CERTIFICATES_MS
  if (isTime) ending.push(...endingConditions(await findCertificates(relay), new Date()))
  const told = await tellOperator({ db }, { recipients: operator.recipients, conditions: [...conditions, ...ending], isOver })
  if (isTime) operator.certificatesAt = performance.now()
  for (const { kind, stage } of told) log.warn('operator-told', { detail: `${kind} ${stage}` })
  return told.length
}
