import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { TextField } from '#components/ui/text-field.tsx'

/** A plain form that holds the certificate (PEM) and nothing else of what was opened. */
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
