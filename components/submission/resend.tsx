import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'

/** Shown only where the file certainly has not arrived. */
export function Resend({ reference }: { reference: string }) {
  const t = useTranslations('submissions.page')
  return (
    <form
      method="post"
      action={`/api/inlamningar/${reference}?skicka-igen=1`}
      className="grid justify-items-start gap-2 print:hidden"
    >
      <Button>{t('resendYes', { reference })}</Button>
      <p className="text-small text-muted">{t('resendText')}</p>
    </form>
  )
}
