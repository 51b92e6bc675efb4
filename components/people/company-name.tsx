import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { LIMITS } from '#lib/limits.ts'

type Props = {
  employerId: string
  typed: string | undefined
  error: ReactNode
}

/** The form that changes the company's name. */
export function CompanyName({ employerId, typed, error }: Props) {
  const t = useTranslations('companyOverview.name')
  return (
    <Disclosure summary={t('change')} open={Boolean(error) || typed !== undefined}>
      <p>{t('ask')}</p>
      <form method="post" action="/api/foretaget/namn" className="grid justify-items-start gap-4">
        <input type="hidden" name="foretag" value={employerId} />
        <TextField
          name="namn"
          label={t('label')}
          maxLength={LIMITS.nameCharacters}
          autoComplete="organization"
          defaultValue={typed}
          error={error}
          required
        />
        <Button>{t('save')}</Button>
      </form>
    </Disclosure>
  )
}
