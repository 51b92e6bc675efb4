'use client'
import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser'
import { useTranslations } from 'next-intl'
import { useHydrated } from '#components/check/use-hydrated.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { usePasskey } from './use-passkey.ts'

type LoginOptions = Parameters<typeof startAuthentication>[0]['optionsJSON']

/** Nothing without JavaScript, or in a browser that has no passkeys. */
export function PasskeyButton({ next }: { next: string | undefined }) {
  const t = useTranslations('login.password')
  const isAwake = useHydrated()
  const { form, field, state, start } = usePasskey('/api/logga-in/passkey/utmaning', (options) =>
    startAuthentication({ optionsJSON: options as LoginOptions }),
  )
  if (!isAwake || !browserSupportsWebAuthn()) return null
  return (
    <form ref={form} method="post" action="/api/logga-in/passkey" className="grid gap-4">
      {next && <input type="hidden" name="next" value={next} />}
      <input ref={field} type="hidden" name="svar" />
      {state === 'failed' && <Notice tone="warning" live="alert" title={t('passkeyFailed')} level={3} />}
      <Button
        type="button"
        kind="secondary"
        className="justify-self-start"
        disabled={state === 'busy'}
        onClick={() => void start()}
      >
        {t('passkey')}
      </Button>
    </form>
  )
}
