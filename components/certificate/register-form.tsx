import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { CONTROL } from '#components/ui/control-look.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { FormField } from '#components/ui/form-field.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { TextField } from '#components/ui/text-field.tsx'

/** Registers a certificate that is pasted as text: works without JavaScript. */
export function PasteForm() {
  const t = useTranslations('certificates.register')
  return (
    <Disclosure summary={t('paste')}>
      <form method="post" action="/api/foretaget/certifikat" className="grid justify-items-start gap-4">
        <div className="w-full">
          <FormField id="certifikat" label={t('pasteLabel')} hint={t('pasteHint')}>
            {(control) => (
              <textarea
                {...control}
                name="certifikat"
                rows={6}
                required
                spellCheck={false}
                className={`${CONTROL} w-full font-mono text-small`}
              />
            )}
          </FormField>
        </div>
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
