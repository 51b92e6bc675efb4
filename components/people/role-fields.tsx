import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { TextField } from '#components/ui/text-field.tsx'

type GivenRole = 'administrator' | 'handler' | 'ombud' | 'reader'
type Props = {
  roles: readonly GivenRole[]
  /** What was typed, or holds. */
  chosen: { roll?: string | undefined; slut?: string | undefined }
  /** The days that may be given, as 2026-11-30. */
  days: { least: string; most: string }
  error: (field: string) => ReactNode
}

/** Which role, and until when. */
export function RoleFields({ roles, chosen, days, error }: Props) {
  const t = useTranslations('people')
  const name = useTranslations('accounts.role')
  return (
    <>
      <RadioGroup
        name="roll"
        label={t('role')}
        chosen={chosen.roll}
        error={error('roll')}
        choices={roles.map((role) => ({ value: role, label: name(role), hint: t(`roles.${role}`) }))}
      />
      <TextField
        name="slut"
        type="date"
        label={t('invite.end')}
        hint={t('invite.endHint')}
        min={days.least}
        max={days.most}
        defaultValue={chosen.slut}
        error={error('slut')}
      />
    </>
  )
}
