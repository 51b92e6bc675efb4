import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'

type CompanyProps = { employerId: string; name: string }

/** The person leaves the company. */
export function LeaveForm({ employerId, name }: CompanyProps) {
  const t = useTranslations('leaving.leave')
  return (
    <form method="post" action="/api/foretaget/lamna" className="grid justify-items-start gap-4">
      <input type="hidden" name="foretag" value={employerId} />
      <p className="max-w-text">{t('ownText', { employer: name })}</p>
      <Button kind="danger">{t('ownYes', { employer: name })}</Button>
    </form>
  )
}

type EndProps = CompanyProps & { waiting: number; typed: string | undefined; error: ReactNode }

/** The company's connection ends, when its number is typed. */
export function EndForm({ employerId, name, waiting, typed, error }: EndProps) {
  const t = useTranslations('leaving.end')
  return (
    <form method="post" action="/api/foretaget/avsluta" className="grid max-w-text justify-items-start gap-4">
      <input type="hidden" name="foretag" value={employerId} />
      <p>{t('text', { employer: name })}</p>
      <p>{t('queue', { count: waiting })}</p>
      <p>{t('after')}</p>
      <p>{t('back')}</p>
      <TextField
        name="nummer"
        label={t('number')}
        hint={t('numberHint')}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={typed}
        error={error}
        required
      />
      <Button kind="danger">{t('yes', { employer: name })}</Button>
    </form>
  )
}
