import { useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { tellerName } from './teller-name.ts'

/** An answer of FK's came that says otherwise than what a person was told. */
export function Contradicted({ submission: { settledName } }: { submission: Pick<FoundSubmission, 'settledName'> }) {
  const t = useTranslations('settle')
  return (
    <Notice tone="warning" title={t('contradicted')}>
      <p>
        {t('contradictedText', { name: tellerName(settledName, t('support')) })} {t('contradictedBelow')}
      </p>
    </Notice>
  )
}
