import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { clockAndDay } from '#lib/text/format-time.ts'
import { SUPPORT_NAME } from '#lib/text/settle.ts'

type Settled = Pick<FoundSubmission, 'settledName' | 'settledToldAt' | 'settledHow'>

/** Who was told by FK, when and how: where their receipt would stand. */
export function SettledBy({ submission: { settledName, settledToldAt, settledHow } }: { submission: Settled }) {
  const t = useTranslations('settle')
  const locale = useLocale()
  if (!settledToldAt) return null
  const values = {
    name: tellerName(settledName, t('support')),
    how: settledHow ?? '',
    told: clockAndDay(settledToldAt, locale, new Date()),
  }
  return <p className="text-muted">{t('byPerson', values)}</p>
}

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

/** Support is named in the reader's language. */
export const tellerName = (name: string | null, support: string): string => (name === SUPPORT_NAME ? support : (name ?? ''))
