import { maskIdentity } from '#lib/identifiers.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { SubmissionState } from '#lib/submissions/state.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import type { Locale } from '#lib/text/locale.ts'
import { serviceText } from '#lib/text/services.ts'
import { translator } from '#lib/text/translator.ts'
import { milestonesOf } from './events.ts'
import { isWell } from './is-well.ts'
import { outcomeOf } from './outcome-of.ts'
import { tellerName } from './teller-name.ts'

/** `text` is a moment's words where `at` is given; names of people, companies and files stand as they were given. */
export type ReceiptLine = { key: string; term: string; text: string; at?: Date }
type ReceiptPart = { key: 'fk' | 'portal'; label: string; lines: ReceiptLine[]; note: string | null }
/** What a submission's receipt says, on the page, on paper and in the archive. */
export type ReceiptText = {
  outcome: string
  reference: string
  /** Whether a kvittensID proves that FK has the file. */
  isWell: boolean
  parts: ReceiptPart[]
  kept: string
  /** When the newest fact of it came. */
  changedAt: Date
}
type ReceiptRow = Pick<
  FoundSubmission,
  | 'state'
  | 'reference'
  | 'submittedAt'
  | 'deliveredAt'
  | 'kvittensId'
  | 'settledAs'
  | 'settledToldAt'
  | 'settledHow'
  | 'settledName'
  | 'settledAt'
  | 'contradictedAt'
  | 'dealtWithAt'
  | 'purgedAt'
  | 'fileName'
  | 'bytes'
  | 'sha256'
  | 'records'
  | 'warnings'
  | 'service'
  | 'format'
  | 'way'
  | 'origin'
  | 'employer'
  | 'person'
  | 'replacement'
  | 'replaces'
> & { receipts: Pick<FoundSubmission['receipts'][number], 'kind' | 'statedAt' | 'reason'>[] }

/** `day`: as 2026-11-30, when the content is removed; null: so many days after the end, which has not come. */
export type Retention = { day: string | null; days: number }
type Terms = { retention: Retention; locale: Locale; now: Date }
type Translator = ReturnType<typeof translator>

/** FK's part first where it is the answer, the portal's part first until then. */
export function receiptText(submission: ReceiptRow, { retention, locale, now }: Terms): ReceiptText {
  const say = translator(locale)
  const fk = { key: 'fk', label: say(`submissions.page.${fkLabel(submission)}`), ...fkPart(submission, say, locale) } as const
  const portal = { key: 'portal', label: say('submissions.page.portal'), ...portalPart(submission, say, locale) } as const
  return {
    outcome: outcomeOf(submission, locale, now),
    reference: submission.reference,
    isWell: isWell(submission) && submission.kvittensId !== null,
    parts: fk.lines.length > 0 ? [fk, portal] : [portal, fk],
    kept: keptWords(submission, retention, say, locale),
    changedAt: newestOf(submission),
  }
}

/** When FK told a person that they have the file, where they have given no answer that says so. */
function toldAtOf({ settledAs, settledToldAt, deliveredAt }: ReceiptRow): Date | null {
  return settledAs === 'has' && deliveredAt === null ? settledToldAt : null
}

/** A proof of receipt is only what has a kvittensID that stands. */
function fkLabel(submission: ReceiptRow): 'fk' | 'fkTold' | 'fkAnswer' {
  if (submission.kvittensId && submission.state.kind !== 'disputed') return 'fk'
  return toldAtOf(submission) ? 'fkTold' : 'fkAnswer'
}

function fkPart(submission: ReceiptRow, say: Translator, locale: Locale): Pick<ReceiptPart, 'lines' | 'note'> {
  const { state, kvittensId, receipts, settledHow, settledName } = submission
  const lines: ReceiptLine[] = []
  if (kvittensId) lines.push({ key: 'kvittensId', term: say('submissions.page.kvittensId'), text: kvittensId })
  const toldAt = toldAtOf(submission)
  if (toldAt) {
    const name = tellerName(settledName, say('settle.support'))
    lines.push(
      momentLine(
        'told',
        say(settledHow === 'written' ? 'submissions.page.toldWritten' : 'submissions.page.toldPhone'),
        toldAt,
        locale,
      ),
    )
    lines.push({ key: 'teller', term: say('submissions.page.toldTo'), text: name })
  }
  if (!toldAt) lines.push(...arrivalLines(submission, say, locale))
  if (state.kind === 'refused') lines.push(momentLine('refused', say('submissions.event.refused'), state.at, locale))
  lines.push(...verdictLines(state, say, locale))
  const reason = receipts.findLast((receipt) => receipt.reason)?.reason
  if (reason && (state.kind === 'refused' || state.kind === 'disapproved'))
    lines.push({ key: 'reason', term: say('submissions.page.reason'), text: reason })
  const note = kvittensId || toldAt ? null : say(`submissions.page.${withoutId(state)}`)
  return { lines, note }
}

/** FK's own time beside the portal's only where the minute is another. */
function arrivalLines({ state, receipts }: ReceiptRow, say: Translator, locale: Locale): ReceiptLine[] {
  const delivered = milestonesOf(state).find(({ kind }) => kind === 'delivered')?.at
  if (!delivered) return []
  const stated = receipts.findLast(({ kind, statedAt }) => kind === 'receipt' && statedAt)?.statedAt
  const words = (at: Date) => momentWords(at, locale)
  if (!stated || words(stated) === words(delivered))
    return [momentLine('arrived', say('submissions.page.arrived'), delivered, locale)]
  return [
    momentLine('stated', say('submissions.page.stated'), stated, locale),
    momentLine('arrived', say('submissions.page.recorded'), delivered, locale),
  ]
}

function verdictLines(state: SubmissionState, say: Translator, locale: Locale): ReceiptLine[] {
  const term = say('submissions.page.verdictIs')
  if (state.kind === 'approved' || state.kind === 'disapproved')
    return [
      { key: 'verdict', term, text: say(`submissions.verdict.${state.kind}`) },
      momentLine('verdictAt', say('submissions.page.verdictAt'), state.at, locale),
    ]
  if (state.kind === 'accepted')
    return [{ key: 'verdict', term, text: say(`submissions.verdict.${state.isPolled ? 'pending' : 'none'}`) }]
  return []
}

function withoutId(state: SubmissionState): 'fkNone' | 'fkRefused' | 'fkNever' {
  if (state.kind === 'refused') return 'fkRefused'
  return state.kind === 'withdrawn' || isDamaged(state) ? 'fkNever' : 'fkNone'
}

/** We no longer have the file as it was handed in. */
const isDamaged = (state: SubmissionState): boolean => state.kind === 'held' && state.reason === 'payload'

function portalPart(submission: ReceiptRow, say: Translator, locale: Locale): Pick<ReceiptPart, 'lines' | 'note'> {
  const { employer, reference, bytes, records, warnings, submittedAt, person, way, origin, kvittensId, state } = submission
  const service = serviceText(submission.service)
  const replaces = submission.replaces.map((other) => other.reference)
  const page = (key: 'for' | 'orgnr' | 'service' | 'by' | 'file' | 'size' | 'records' | 'warnings' | 'hash') =>
    say(`submissions.page.${key}`)
  const format = `${formatSize(bytes, locale)}, ${say(`services.format.${submission.format}`)}`
  const lines: ReceiptLine[] = [
    { key: 'reference', term: say('submissions.page.reference'), text: reference },
    momentLine('submitted', say('submissions.page.submitted'), submittedAt, locale),
    ...(state.kind === 'withdrawn' ? [momentLine('withdrawn', say('submissions.event.withdrawn'), state.at, locale)] : []),
    { key: 'by', term: page('by'), text: person ?? say(`submissions.way.${way}`) },
    { key: 'for', term: page('for'), text: employer.name },
    { key: 'orgnr', term: page('orgnr'), text: maskIdentity(employer.orgnr) },
    { key: 'service', term: page('service'), text: say(`services.name.${service}`) },
    { key: 'file', term: origin ? say('origin.sent') : page('file'), text: submission.fileName },
    ...(origin?.name ? [{ key: 'came', term: say('origin.came'), text: origin.name }] : []),
    { key: 'size', term: page('size'), text: format },
    { key: 'records', term: page('records'), text: say(`services.cases.${service}`, { count: records }) },
    { key: 'warnings', term: page('warnings'), text: warnings === 0 ? say('submissions.page.noWarnings') : String(warnings) },
    ...(replaces.length > 0 ? [{ key: 'replaces', term: say('submissions.page.replaces'), text: replaces.join(', ') }] : []),
    { key: 'hash', term: page('hash'), text: submission.sha256 },
  ]
  const needsNoNote = kvittensId !== null || ['settled', 'withdrawn', 'refused'].includes(state.kind) || isDamaged(state)
  return { lines, note: needsNoNote ? null : say('submissions.page.portalIs') }
}

const momentLine = (key: string, term: string, at: Date, locale: Locale): ReceiptLine => ({
  key,
  term,
  text: momentWords(at, locale),
  at,
})

const momentWords = (at: Date, locale: Locale): string => `${longDate(at, locale)} ${clockPhrase(at, locale)}`

function keptWords({ purgedAt }: ReceiptRow, retention: Retention, say: Translator, locale: Locale): string {
  if (purgedAt) return say('submissions.page.purged', { date: longDate(purgedAt, locale) })
  if (retention.day === null) return say('submissions.page.purgeLater', { days: retention.days })
  return say('submissions.page.purgeOn', { date: longDate(new Date(`${retention.day}T12:00:00Z`), locale) })
}

function newestOf({ state, submittedAt, settledAt, contradictedAt, dealtWithAt, purgedAt, replacement }: ReceiptRow): Date {
  const told = [settledAt, contradictedAt, dealtWithAt, purgedAt, replacement?.submittedAt].filter((at) => at instanceof Date)
  return new Date(Math.max(...[submittedAt, ...told, ...milestonesOf(state).map(({ at }) => at)].map(Number)))
}
