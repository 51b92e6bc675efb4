'use client'
import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser'
import { useTranslations } from 'next-intl'
import { useHydrated } from '#components/check/use-hydrated.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { usePasskey } from './use-passkey.ts'

type NewOptions = Parameters<typeof startRegistration>[0]['optionsJSON']

/** Adds a passkey: the browser makes it. `label`: as typed before a login that the form asked for. */
export function PasskeyAdd({ label }: { label: string | undefined }) {
  const t = useTranslations('ownLogin.own.passkeys')
  const isAwake = useHydrated()
  const { form, field, state, start } = usePasskey('/api/konto/passkey/utmaning', (options) =>
    startRegistration({ optionsJSON: options as NewOptions }),
  )
  if (!isAwake || !browserSupportsWebAuthn()) return <p className="text-muted">{t('script')}</p>
  return (
    <form ref={form} method="post" action="/api/konto/passkey" className="grid max-w-96 gap-4">
      <TextField name="namn" label={t('name')} hint={t('nameHint')} defaultValue={label} maxLength={60} autoComplete="off" />
      <input ref={field} type="hidden" name="svar" />
      {state === 'failed' && <Notice tone="warning" live="alert" title={t('failed')} level={3} />}
      <Button
        type="button"
        kind="secondary"
        className="justify-self-start"
        disabled={state === 'busy'}
        onClick={() => void start()}
      >
        {t('add')}
      </Button>
    </form>
  )
}
