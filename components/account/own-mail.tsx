// Here: what stands on Konto (app/konto), each section a component: the address, logins, ways to log in, companies, what is kept, the end
// of the account. Not here: the page for password, codes and passkeys, and a company's people.
//
// This one: a person's own address, verified, changed or asked for. Two plain forms, which any page may show; not inside another form.
import { useTranslations } from 'next-intl'
import { type FormRefusal, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { Time } from '#components/ui/time.tsx'
import type { OwnMail } from '#lib/access/verify-mail.ts'
import type { MailDoneWord } from '#lib/text/own-mail.ts'

type Props = {
  mail: OwnMail
  /** The path of the page that this stands on, which the forms lead back to. */
  next: string
  /** `?klart=` of that page, where it is one of these words. */
  done: MailDoneWord | undefined
  /** Why a form of the page was sent back. */
  refused: FormRefusal | undefined
  /** The address as it was typed in the form that was sent back. */
  typed: string | undefined
}

/** The id of the field that a refused form of these is to be changed at; undefined where the refusal is another form's. */
export function mailFieldOf(refused: FormRefusal | undefined): 'epost' | 'kod' | undefined {
  const { code, reason } = refused ?? {}
  if (code === 'invalid' && (reason === 'address' || reason === 'address_lines')) return 'epost'
  if (code === 'too_many' && reason === 'mail_codes') return 'epost'
  return reason === 'mail_code' ? (code === 'conflict' ? 'epost' : 'kod') : undefined
}

export function OwnMailPart(props: Props) {
  const { mail, done, refused } = props
  const t = useTranslations('ownMail')
  const { address, verifiedAt, refusedAt } = mail
  const isAsked = mail.pending !== null || mailFieldOf(refused) !== undefined
  return (
    <div className="grid gap-6">
      {done && <Notice tone={done === 'epost' ? 'success' : 'info'} level={3} title={t(`done.${done}`)} live="status" />}
      {address && verifiedAt && (
        <p className="wrap-anywhere">{t.rich('verified', { address, time: () => <Time at={verifiedAt} form="date" /> })}</p>
      )}
      {address && refusedAt && (
        <Notice tone="warning" level={3}>
          <p>{t.rich('refused', { time: () => <Time at={refusedAt} /> })}</p>
        </Notice>
      )}
      {address ? (
        <Disclosure summary={t('change')} open={isAsked}>
          <MailForms {...props} />
        </Disclosure>
      ) : (
        <MailForms {...props} />
      )}
    </div>
  )
}

function MailForms({ mail: { address, pending, suggested }, next, refused, typed }: Props) {
  const t = useTranslations('ownMail')
  const field = mailFieldOf(refused)
  const error = refused && <RefusalSentence refused={refused} />
  return (
    <div className="grid gap-6">
      {pending?.refused && (
        <Notice tone="warning" level={3} title={t('notArrived', { address: pending.address })}>
          <p>{t('notArrivedText')}</p>
        </Notice>
      )}
      {pending && !pending.refused && (
        <form method="post" action="/api/konto/epost/kod" className="grid justify-items-start gap-4">
          <input type="hidden" name="next" value={next} />
          <TextField
            name="kod"
            label={t('code')}
            hint={<span className="wrap-anywhere">{t('codeHint', { address: pending.address })}</span>}
            error={field === 'kod' && error}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            className="max-w-40"
          />
          <Button kind="secondary">{t('confirm')}</Button>
        </form>
      )}
      <form method="post" action="/api/konto/epost" className="grid justify-items-start gap-4">
        <input type="hidden" name="next" value={next} />
        <TextField
          name="epost"
          label={t('label')}
          hint={address ? `${t('hint')} ${t('changeHint')}` : t('hint')}
          error={field === 'epost' && error}
          type="email"
          autoComplete="email"
          spellCheck={false}
          maxLength={254}
          required
          defaultValue={typed ?? pending?.address ?? suggested ?? ''}
          className="max-w-[44ch]"
        />
        <Button kind="secondary">{pending ? t('resend') : t('send')}</Button>
      </form>
    </div>
  )
}
