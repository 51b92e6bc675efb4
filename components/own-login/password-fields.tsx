import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PasswordField } from '#components/ui/password-field.tsx'

/** Which field of a form a refusal is about, by its case. */
const FIELDS: Record<string, string> = {
  username: 'anvandarnamn',
  'too-short': 'losenord',
  'too-long': 'losenord',
  common: 'losenord',
  'known-word': 'losenord',
  pattern: 'losenord',
  password_again: 'igen',
  totp: 'totp',
  link_code: 'kod',
}

export const loginFieldOf = (refused: { reason: string | undefined } | undefined): string | undefined =>
  refused?.reason === undefined ? undefined : FIELDS[refused.reason]

/** `error`: the sentence, and the field that it is about. */
export function PasswordFields({ error }: { error: (field: string) => ReactNode }) {
  const t = useTranslations('ownLogin.fields')
  return (
    <>
      <PasswordField
        name="losenord"
        label={t('password')}
        hint={t('passwordHint')}
        error={error('losenord')}
        autoComplete="new-password"
      />
      <PasswordField name="igen" label={t('again')} error={error('igen')} autoComplete="new-password" />
    </>
  )
}
