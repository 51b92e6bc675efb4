import { useTranslations } from 'next-intl'
import { type FormAgain, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { CONTROL } from '#components/ui/control-look.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { FormField } from '#components/ui/form-field.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { TextField } from '#components/ui/text-field.tsx'

/** Ids of the fields of PasteForm. */
export const PASTE_FIELDS = { certificate: 'certifikat', from: 'galler-inklistrat' } as const

/** Registers a certificate that is pasted as text: works without JavaScript. */
export function PasteForm({ again }: { again: FormAgain | undefined }) {
  const t = useTranslations('certificates.register')
  const { certificate, from } = PASTE_FIELDS
  const isAgain = again?.field === certificate || again?.field === from
  const errorOf = (field: string) => again?.field === field && <RefusalSentence refused={again.refused} />
  return (
    <Disclosure summary={t('paste')} open={isAgain}>
      <form method="post" action="/api/foretaget/certifikat" className="grid justify-items-start gap-4">
        <div className="w-full">
          <FormField id={certificate} label={t('pasteLabel')} hint={t('pasteHint')} error={errorOf(certificate)}>
            {(control) => (
              <textarea
                {...control}
                name="certifikat"
                rows={6}
                required
                spellCheck={false}
                className={`${CONTROL} w-full font-mono text-small`}
                defaultValue={isAgain ? again.fields.certifikat : undefined}
              />
            )}
          </FormField>
        </div>
        <TextField
          id={from}
          name="galler"
          type="datetime-local"
          label={t('from')}
          hint={t('fromHint')}
          defaultValue={isAgain ? again.fields.galler : undefined}
          error={errorOf(from)}
        />
        <Button kind="secondary">{t('save')}</Button>
      </form>
    </Disclosure>
  )
}

/** Registers an opened certificate: holds its PEM and nothing else of the file. */
export function RegisterForm({ employer, certificate }: { employer: string; certificate: string }) {
  const t = useTranslations('certificates.register')
  return (
    <form method="post" action="/api/foretaget/certifikat" className="grid justify-items-start gap-4">
      <Heading level={3}>{t('title', { employer })}</Heading>
      <p>{t('text')}</p>
      <input type="hidden" name="certifikat" value={certificate} />
      <TextField id="galler-ny" name="galler" type="datetime-local" label={t('from')} hint={t('fromHint')} />
      <Button>{t('save')}</Button>
    </form>
  )
}
