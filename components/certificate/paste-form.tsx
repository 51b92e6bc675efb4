import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { CONTROL } from '#components/ui/control-look.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { FormField } from '#components/ui/form-field.tsx'

/** The way without JavaScript: the certificate as text. */
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
