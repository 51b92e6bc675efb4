import { useLocale, useTranslations } from 'next-intl'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { clockAndDay } from '#lib/text/format-time.ts'
import { tellerName } from './teller-name.ts'

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
