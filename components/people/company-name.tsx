import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { LIMITS } from '#lib/limits.ts'

type Props = {
  employerId: string
  name: string
  orgnr: string
  mayChange: boolean
  typed: string | undefined
  error: ReactNode
}

/** The company's name and number, and for administrators the form that changes the name. */
export function CompanyName({ employerId, name, orgnr, mayChange, typed, error }: Props) {
  const t = useTranslations('companyOverview.name')
  return (
    <Section id="foretagsnamn" title={t('title')}>
      <p className="wrap-anywhere">{t('is', { name, orgnr })}</p>
      {mayChange && (
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
      )}
    </Section>
  )
}
