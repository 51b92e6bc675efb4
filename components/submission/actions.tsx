import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PrintButton } from './print-button.tsx'

type Props = {
  reference: string
  /** Of the next file, where the person may hand one in. */
  serviceId: string | undefined
}

/** Keeping the receipt, and where one goes from it. */
export function Actions({ reference, serviceId }: Props) {
  const t = useTranslations('submissions.page')
  const paper = useTranslations('submissions.paper')
  return (
    <div className="flex flex-wrap gap-3 print:hidden">
      <LinkButton kind="secondary" href={`/api/inlamningar/${reference}/kvittens.pdf`} download>
        {paper('save')}
      </LinkButton>
      <PrintButton />
      {serviceId && (
        <LinkButton kind="quiet" href={`/lamna/${serviceId}`}>
          {t('next')}
        </LinkButton>
      )}
      <LinkButton kind="quiet" href="/inlamningar">
        {t('list')}
      </LinkButton>
    </div>
  )
}

/** Asks once, by itself: opening it shows what it means, the button does it. A plain form, with or without JavaScript. */
export function Withdraw({ reference }: { reference: string }) {
  const t = useTranslations('submissions.page')
  return (
    <div className="print:hidden">
      <Disclosure summary={t('withdraw')}>
        <p>{t('withdrawAsk')}</p>
        <form method="post" action={`/api/inlamningar/${reference}?aterkalla=1`}>
          <Button kind="danger">{t('withdrawYes', { reference })}</Button>
        </form>
      </Disclosure>
    </div>
  )
}

/** How a file is sent again: it has not arrived, or a repeat of it is dropped; or it only waits in the queue while sending is stopped. */
type ResendKind = 'again' | 'repeat' | 'stopped'
const RESEND_WORDS = {
  again: ['resendYes', 'resendText'],
  repeat: ['resendYesRepeat', 'resendTextRepeat'],
  stopped: ['resendYesStopped', 'resendTextStopped'],
} as const

/** Shown only where the file cannot come in twice. */
export function Resend({ reference, kind }: { reference: string; kind: ResendKind }) {
  const t = useTranslations('submissions.page')
  const [button, text] = RESEND_WORDS[kind]
  return (
    <form
      method="post"
      action={`/api/inlamningar/${reference}?skicka-igen=1`}
      className="grid justify-items-start gap-2 print:hidden"
    >
      <Button>{t(button, { reference })}</Button>
      <p className="text-small text-muted">{t(text)}</p>
    </form>
  )
}
