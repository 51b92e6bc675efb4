'use client'
// Certificates in the browser: open a file and judge it, register it, list and change those registered, make a key and a request.
// Not here: reading certificates (lib/pki), the verbs (lib/certificates). A private key never leaves these components.
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'
import { useDrop } from '#components/check/use-drop.ts'
import { useHydrated } from '#components/check/use-hydrated.ts'
import { Button } from '#components/ui/button.tsx'
import { CONTROL } from '#components/ui/control-look.ts'
import { FormField } from '#components/ui/form-field.tsx'
import { PasswordField } from '#components/ui/password-field.tsx'
import type { OpenedFile } from './open-file.ts'
import type { Terms } from './shown-certificate.tsx'

/** With the reader of certificates, which is larger than the rest of the page: fetched when a file is chosen. */
const ShownCertificate = lazy(async () => ({ default: (await import('./shown-certificate.tsx')).ShownCertificate }))

/** A file is opened, looked at and, by an administrator, registered. Nothing of it is sent until then, and its key never. */
export function CertificateDesk({ terms }: { terms: Terms }) {
  const t = useTranslations('certificates.open')
  const hydrated = useHydrated()
  const [file, setFile] = useState<File>()
  const [opened, setOpened] = useState<OpenedFile | { kind: 'away' }>()
  const [password, setPassword] = useState('')
  const over = useDrop(([first]) => first && void take(first))

  async function take(chosen: File, secret?: string) {
    setFile(chosen)
    try {
      const { openFile } = await import('./open-file.ts')
      setOpened(await openFile(chosen, secret))
    } catch {
      setOpened({ kind: 'away' })
    }
  }
  const isUnopened =
    opened?.kind === 'nothing' || opened?.kind === 'large' || opened?.kind === 'unreadable' || opened?.kind === 'away'
  const fault = isUnopened ? t(opened.kind) : undefined
  const isLocked = opened?.kind === 'password' || (opened?.kind === 'certificates' && opened.key.kind === 'locked')
  return (
    <div className="grid gap-6">
      <div
        className={`grid gap-4 rounded-card border-2 border-dashed p-4 sm:p-6 ${over ? 'border-action bg-tint' : 'border-edge bg-surface'}`}
      >
        <FormField
          id="certifikatfil"
          label={over ? t('drop') : t('label')}
          hint={hydrated ? t('lead') : t('needsScript')}
          error={fault}
        >
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".pem,.cer,.crt,.der,.p7b,.p12,.pfx"
              className="w-full min-w-0 py-1 file:mr-3 file:min-h-11 file:cursor-pointer file:rounded-small file:border-2 file:border-solid file:border-action file:bg-page file:px-5 file:py-2 file:font-semibold file:text-link"
              onChange={(event) => {
                const [chosen] = [...(event.currentTarget.files ?? [])]
                setPassword('')
                if (chosen) void take(chosen)
              }}
            />
          )}
        </FormField>
        {isLocked && file && (
          <form
            className="grid justify-items-start gap-3"
            onSubmit={(event) => {
              event.preventDefault()
              void take(file, password)
            }}
          >
            <PasswordField
              name="losenord"
              autoComplete="off"
              label={t('password')}
              hint={t('passwordHint')}
              error={opened?.kind === 'password' && opened.wrong ? t('wrong') : undefined}
              value={password}
              className={CONTROL}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Button kind="secondary">{t('unlock')}</Button>
          </form>
        )}
      </div>
      <Suspense>
        {opened?.kind === 'certificates' && <ShownCertificate key={file?.name} opened={opened} terms={terms} />}
      </Suspense>
    </div>
  )
}
