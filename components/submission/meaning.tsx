import { useLocale, useTranslations } from 'next-intl'
import { useWaitSentence } from '#components/operate/wait-notice.tsx'
import { FkPhone } from '#components/ui/fk-phone.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { WaitCause } from '#lib/submissions/receiver-line.ts'
import type { StateKind } from '#lib/submissions/state.ts'
import { momentPhrase } from '#lib/text/format-time.ts'
import { ReplacedBy } from './correction.tsx'
import { situationOf } from './situation.ts'
import { STATE_TABLE } from './state-table.ts'

/** Why a file that goes by itself waits; `inTime`: no last day of it had passed when it was handed in. */
export type FileWait = { cause: WaitCause; inTime: boolean }

const EDGES = { warning: 'border-l-4 border-warning-line pl-4', danger: 'border-l-4 border-danger pl-4' } as const

/** What the outcome means for the person: what to do now, or that there is nothing to do. */
export function Meaning({ submission, wait, now }: { submission: FoundSubmission; wait: FileWait | undefined; now: Date }) {
  const t = useTranslations('status')
  const page = useTranslations('submissions.page')
  const locale = useLocale()
  const { state, receipts, replacement, dealtWithAt } = submission
  const asksForNothing = replacement !== null || dealtWithAt !== null
  const { tone, quotesReason } = STATE_TABLE[state.kind]
  const reason = quotesReason ? receipts.findLast((receipt) => receipt.reason)?.reason : null
  const edge = !asksForNothing && (tone === 'warning' || tone === 'danger') ? EDGES[tone] : ''
  return (
    <div className={`grid max-w-text gap-2 text-large ${edge}`}>
      {reason && <p>{page.rich('writes', { reason, quote: (words) => <span lang="sv">{words}</span> })}</p>}
      {replacement && <ReplacedBy reference={replacement.reference} />}
      {!replacement && dealtWithAt && <p>{page('dealtWithAt', { time: momentPhrase(dealtWithAt, locale, now) })}</p>}
      {!asksForNothing && <p>{t.rich(`${situationOf(state)}.now`, { phone: () => <FkPhone /> })}</p>}
      {wait && <Waiting kind={state.kind} wait={wait} />}
    </div>
  )
}

function Waiting({ kind, wait: { cause, inTime } }: { kind: StateKind; wait: FileWait }) {
  const t = useTranslations('line')
  const sentence = useWaitSentence()
  return (
    <p className="text-base">
      {sentence(cause)} {t(kind === 'unknown' ? 'thisUnknown' : 'thisFile', { inTime: inTime ? 'yes' : 'no' })}
    </p>
  )
}
