import { useTranslations } from 'next-intl'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { FkPhone } from '#components/ui/fk-phone.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { ObjectButton } from '#components/ui/object-button.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { isWell } from './is-well.ts'
import { PrintButton } from './print-button.tsx'

/** Keeping the receipt. It is the one thing to do where all went well. */
export function KeepReceipt({ submission }: { submission: FoundSubmission }) {
  const t = useTranslations('submissions.paper')
  return (
    <div className="flex flex-wrap gap-x-1 gap-y-2 print:hidden">
      <LinkButton
        kind={isWell(submission) ? 'primary' : 'secondary'}
        size="small"
        className="min-h-11"
        href={`/api/inlamningar/${submission.reference}/kvittens.pdf`}
        download
      >
        {t('save')}
      </LinkButton>
      <PrintButton />
    </div>
  )
}

/** Where one goes from the receipt. A file with which all went well is corrected seldom, so that is a link here. */
export function OnwardLinks({ submission, isReader }: { submission: FoundSubmission; isReader: boolean }) {
  const t = useTranslations('submissions.page')
  const { reference, service, mayBeReplaced } = submission
  const correction = `/lamna/${service}?ersatter=${reference}`
  return (
    <ul className="grid *:flex *:min-h-11 *:items-center print:hidden">
      {!isReader && mayBeReplaced && isWell(submission) && (
        <li>
          <p className="max-w-text">
            {t.rich('correctWell', {
              link: (text) => <TextLink href={correction}>{text}</TextLink>,
              phone: () => <FkPhone />,
            })}
          </p>
        </li>
      )}
      {!isReader && (
        <li>
          <TextLink href={`/lamna/${service}`}>{t('next')}</TextLink>
        </li>
      )}
      <li>
        <TextLink href="/inlamningar">{t('list')}</TextLink>
      </li>
    </ul>
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
          <ObjectButton kind="danger" of={reference}>
            {t('withdrawYes')}
          </ObjectButton>
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
      <ObjectButton of={reference}>{t(button)}</ObjectButton>
      <p className="text-small text-muted">{t(text)}</p>
    </form>
  )
}
