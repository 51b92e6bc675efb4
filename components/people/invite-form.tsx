import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { LIMITS } from '#lib/limits.ts'
import { RoleFields } from './role-fields.tsx'

type Props = {
  employerId: string
  /** What was typed in a form that was sent back. */
  typed: Readonly<Record<string, string>>
  days: { least: string; most: string }
  error: (field: string) => ReactNode
}

/** Invites somebody by mail. */
export function InviteForm({ employerId, typed, days, error }: Props) {
  const t = useTranslations('people.invite')
  return (
    <form method="post" action="/api/foretaget/personer" className="grid justify-items-start gap-5" noValidate>
      <input type="hidden" name="foretag" value={employerId} />
      <TextField
        name="namn"
        label={t('name')}
        maxLength={LIMITS.nameCharacters}
        autoComplete="off"
        defaultValue={typed.namn}
        error={error('namn')}
        required
      />
      <TextField
        name="adress"
        type="email"
        label={t('address')}
        autoComplete="off"
        defaultValue={typed.adress}
        error={error('adress')}
        required
      />
      <RoleFields
        roles={['reader', 'handler', 'ombud', 'administrator']}
        chosen={{ roll: typed.roll, slut: typed.slut }}
        days={days}
        error={error}
      />
      <TextField
        name="personnummer"
        label={t('number')}
        hint={t('numberHint')}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={typed.personnummer}
        error={error('personnummer')}
      />
      <Button>{t('send')}</Button>
    </form>
  )
}
