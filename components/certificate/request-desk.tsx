'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { saveBlob } from '#components/check/save-blob.ts'
import { useFocusOnShow } from '#components/check/use-focus-on-show.ts'
import { useHydrated } from '#components/check/use-hydrated.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PasswordField } from '#components/ui/password-field.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { LIMITS } from '#lib/limits.ts'
import type { KeyAndRequest, RequestKey } from './make-request.ts'

type Props = { organisation: string; serialNumber: string }
const KEY_KINDS: readonly RequestKey[] = ['rsa2048', 'rsa3072', 'p256']

type Fault = 'name' | 'password' | 'again'
type State = { kind: 'idle' } | { kind: 'busy' } | { kind: 'made'; made: KeyAndRequest; name: string } | { kind: 'failed' }

/** Makes a key and the certificate request for it in the browser, to save. */
export function RequestDesk({ organisation, serialNumber }: Props) {
  const t = useTranslations('certificates.order')
  const hydrated = useHydrated()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const [fault, setFault] = useState<Fault>()

  async function make(form: FormData) {
    const read = (name: string) => {
      const value = form.get(name)
      return typeof value === 'string' ? value : ''
    }
    const [commonName, password] = [read('namn').trim(), read('losenord')]
    const found = faultIn({ commonName, password, again: read('igen') })
    setFault(found)
    if (found) return document.getElementById({ name: 'namn', password: 'losenord', again: 'igen' }[found])?.focus()
    setState({ kind: 'busy' })
    try {
      const { makeRequest } = await import('./make-request.ts')
      const kind = KEY_KINDS.find((known) => known === read('slag')) ?? 'rsa2048'
      const made = await makeRequest({ kind, commonName, organisation, serialNumber, password })
      setState({ kind: 'made', made, name: commonName })
    } catch {
      setState({ kind: 'failed' })
    }
  }
  const error = (field: Fault) => (fault === field ? t(`fault.${field}`) : undefined)
  return (
    <div className="grid gap-6">
      <form
        noValidate
        className="grid max-w-104 gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void make(new FormData(event.currentTarget))
        }}
      >
        <p>
          <span className="text-muted">{t('subject')}:</span> {organisation}, {serialNumber}
        </p>
        <TextField
          name="namn"
          label={t('name')}
          hint={t('nameHint')}
          error={error('name')}
          maxLength={200}
          autoComplete="off"
          required
        />
        <SelectField name="slag" label={t('kind')} options={KEY_KINDS.map((value) => ({ value, label: t(value) }))} />
        <PasswordField
          name="losenord"
          autoComplete="new-password"
          label={t('password')}
          hint={t('passwordHint')}
          error={error('password')}
          required
        />
        <PasswordField name="igen" autoComplete="new-password" label={t('again')} error={error('again')} required />
        {hydrated ? <Button className="justify-self-start">{t('run')}</Button> : <p>{t('script')}</p>}
      </form>
      <p role="status" className={state.kind === 'busy' ? '' : 'sr-only'}>
        {state.kind === 'busy' && t('busy')}
      </p>
      {state.kind === 'failed' && <Notice tone="danger" live="alert" title={t('failed')} />}
      {state.kind === 'made' && <MadeFiles key={state.name} made={state.made} name={state.name} />}
    </div>
  )
}

function MadeFiles({ made, name }: { made: KeyAndRequest; name: string }) {
  const t = useTranslations('certificates.order')
  const box = useFocusOnShow<HTMLDivElement>()
  const stem = name.replace(/[^\w.-]+/g, '-').slice(0, 40)
  const save = (file: string, text: string) =>
    saveBlob({ name: file, blob: new Blob([text], { type: 'application/x-pem-file' }) })
  return (
    <div ref={box} tabIndex={-1} className="grid gap-4">
      <Notice tone="success" title={t('ready')} level={3} />
      <div className="flex flex-wrap gap-3">
        <Button type="button" onClick={() => save(`${stem}-nyckel.pem`, made.key)}>
          {t('saveKey')}
        </Button>
        <Button type="button" kind="secondary" onClick={() => save(`${stem}.csr`, made.request)}>
          {t('saveCsr')}
        </Button>
      </div>
      <figure>
        <figcaption className="text-muted">{t('csrText')}</figcaption>
        <pre className="rounded-card border border-line bg-surface p-4 text-small wrap-anywhere whitespace-pre-wrap">
          {made.request}
        </pre>
      </figure>
    </div>
  )
}

function faultIn({ commonName, password, again }: { commonName: string; password: string; again: string }): Fault | undefined {
  if (commonName === '' || commonName.length > LIMITS.commonNameCharacters) return 'name'
  if (password.length < LIMITS.leastKeyPasswordCharacters) return 'password'
  return again === password ? undefined : 'again'
}
