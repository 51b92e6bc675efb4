import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { STATE_TABLE } from './state-table.ts'

/** What was handed in instead: then nothing more is asked of the person here. */
export function ReplacedBy({ reference }: { reference: string }) {
  const t = useTranslations('submissions.page')
  return (
    <p>{t.rich('replacedBy', { reference, link: (text) => <TextLink href={`/inlamningar/${reference}`}>{text}</TextLink> })}</p>
  )
}

/**
 * Handing in a new file instead, and marking what FK said no to, or answered otherwise than was entered, as dealt with; that mark
 * can be taken away.
 */
export function Correction({ submission }: { submission: FoundSubmission }) {
  const t = useTranslations('submissions.page')
  const { reference, service, state, mayBeReplaced, mayBeDealtWith, dealtWithAt } = submission
  const isRefused = STATE_TABLE[state.kind].tone === 'danger'
  if (!mayBeReplaced && !mayBeDealtWith) return null
  return (
    <div className="flex flex-wrap items-center gap-3 print:hidden">
      {mayBeReplaced && (
        <LinkButton kind={isRefused && !dealtWithAt ? 'primary' : 'secondary'} href={`/lamna/${service}?ersatter=${reference}`}>
          {t('correct')}
        </LinkButton>
      )}
      {mayBeDealtWith && (
        <form method="post" action={`/api/inlamningar/${reference}?hanterad=${dealtWithAt ? 0 : 1}`}>
          <Button kind="quiet">{t(dealtWithAt ? 'reopen' : 'dealWith', { reference })}</Button>
        </form>
      )}
    </div>
  )
}
