import { useTranslations } from 'next-intl'
import { FkPhone } from '#components/ui/fk-phone.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { ObjectButton } from '#components/ui/object-button.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { Situation } from '#lib/text/status.ts'
import { isWell } from './is-well.ts'
import { situationOf } from './situation.ts'
import { STATE_TABLE } from './state-table.ts'

/** What was handed in instead: then nothing more is asked of the person here. */
export function ReplacedBy({ reference }: { reference: string }) {
  const t = useTranslations('submissions.page')
  return (
    <p>{t.rich('replacedBy', { reference, link: (text) => <TextLink href={`/inlamningar/${reference}`}>{text}</TextLink> })}</p>
  )
}

/** Nothing was wrong with these files: the same one can be handed in. */
const UNHARMED: readonly Situation[] = ['withdrawn', 'notArrived', 'damaged']

/**
 * Handing in a new file instead, unless all went well (then OnwardLinks offers it), and marking what FK said no to, or answered
 * otherwise than was entered, as dealt with; that mark can be taken away.
 */
export function Correction({ submission }: { submission: FoundSubmission }) {
  const t = useTranslations('submissions.page')
  const { reference, service, state, mayBeReplaced, mayBeDealtWith, dealtWithAt } = submission
  const situation = situationOf(state)
  const isFirst = (STATE_TABLE[state.kind].tone === 'danger' && !dealtWithAt) || situation === 'damaged'
  const isOffered = mayBeReplaced && !isWell(submission)
  if (!isOffered && !mayBeDealtWith) return null
  const asks = isFirst && (state.kind === 'refused' || situation === 'disapproved')
  return (
    <div className="flex flex-wrap items-center gap-3 print:hidden">
      {isOffered && (
        <LinkButton kind={isFirst ? 'primary' : 'secondary'} href={`/lamna/${service}?ersatter=${reference}`}>
          {t(UNHARMED.includes(situation) ? 'anew' : 'correct')}
        </LinkButton>
      )}
      {mayBeDealtWith && (
        <form method="post" action={`/api/inlamningar/${reference}?hanterad=${dealtWithAt ? 0 : 1}`}>
          <ObjectButton kind="quiet" of={reference}>
            {t(dealtWithAt ? 'reopen' : 'dealWith')}
          </ObjectButton>
        </form>
      )}
      {asks && <p className="basis-full">{t.rich('askWhatIsWrong', { phone: () => <FkPhone /> })}</p>}
    </div>
  )
}
