import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { PasswordField } from '#components/ui/password-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'

type Props = {
  next: string | undefined
  /** As typed in a try that failed. */
  username: string | undefined
}

/** Password managers and paste work (WCAG 3.3.8): names and autocomplete are the usual ones. */
export function PasswordForm({ next, username }: Props) {
  const t = useTranslations('login.password')
  return (
    <form method="post" action="/api/logga-in/losenord" className="grid max-w-96 gap-5">
      {next && <input type="hidden" name="next" value={next} />}
      <TextField
        name="username"
        label={t('username')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={username}
      />
      <PasswordField name="password" label={t('password')} autoComplete="current-password" />
      <TextField
        name="totp"
        label={t('totp')}
        hint={t('totpHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        className="max-w-40 tabular-nums"
      />
      <Button kind="secondary" className="justify-self-start">
        {t('button')}
      </Button>
    </form>
  )
}
