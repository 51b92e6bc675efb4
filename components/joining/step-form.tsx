import { useLocale, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { OwnMail } from '#lib/access/verify-mail.ts'
import type { Applicant } from '#lib/joining/content.ts'
import type { StepId } from '#lib/joining/fields.ts'
import type { TermsVersion } from '#lib/joining/terms.ts'
import type { FieldGroup, RowButtons } from './field-view.ts'
import { KeepTyped } from './keep-typed.tsx'
import { StepFields } from './step-fields.tsx'
import { TermsText } from './terms-text.tsx'

type Props = {
  reference: string
  step: StepId
  view: { groups: FieldGroup[]; rows: RowButtons[] }
  /** The step about the applicant: who it is, and their own address. */
  applicant: Applicant | undefined
  mail: OwnMail | undefined
  terms: { terms: TermsVersion; agreement: TermsVersion } | undefined
  /** Read from the employer's number, once there is one. */
  legalForm: string | undefined
  back: string
}

/** A step of the application: a plain form, whose fields are also kept as they are left. */
export function StepForm({ reference, step, view, applicant, mail, terms, legalForm, back }: Props) {
  const t = useTranslations('joiningPages')
  const words = useTranslations('joining')
  const action = `/api/anslut/${reference}/steg/${step}`
  return (
    <form method="post" action={action} className="group/step grid gap-6" noValidate>
      {applicant && (
        <>
          <p>{t('du.who')}</p>
          <DefinitionList
            rows={[
              { term: words('fields.name'), text: applicant.name },
              { term: words('fields.personNumber'), text: applicant.masked },
            ]}
          />
        </>
      )}
      {step === 'firmateckning' && <p className="text-muted">{t('hints.signatories')}</p>}
      {step === 'administratorer' && <p className="text-muted">{t('hints.administrators')}</p>}
      {terms && <BothTerms {...terms} />}
      {/* The first button is the one that Enter presses. */}
      <Button className="sr-only" tabIndex={-1} aria-hidden="true">
        {t('steps.next')}
      </Button>
      <StepFields groups={view.groups} rows={view.rows} />
      {mail && <MailCode mail={mail} />}
      {legalForm && (
        <DefinitionList rows={[{ term: words('fields.legalForm'), text: words(`legalForm.${legalForm as 'company'}`) }]} />
      )}
      <KeepTyped action={`${action}/falt`} />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button>{t('steps.next')}</Button>
        <TextLink href={back}>{t('steps.back')}</TextLink>
      </div>
    </form>
  )
}

function MailCode({ mail: { address, pending } }: { mail: OwnMail }) {
  const t = useTranslations('joiningPages.du')
  if (!pending) return <p className="text-muted">{address ? t('verified') : t('unverified')}</p>
  return (
    <>
      <Notice tone="info" title={t('codeHint', { address: pending.address })} live="status" />
      <TextField name="kod" label={t('code')} inputMode="numeric" autoComplete="one-time-code" className="max-w-40" />
    </>
  )
}

function BothTerms({ terms, agreement }: NonNullable<Props['terms']>) {
  const t = useTranslations('joiningPages.terms')
  const words = useTranslations('joining.fields')
  const locale = useLocale()
  return (
    <>
      <p>{t('lead')}</p>
      {[['terms', terms] as const, ['agreement', agreement] as const].map(([word, { version, sha256, sv, en }]) => (
        <Disclosure key={word} summary={`${words(word)}: ${t('read')}`}>
          <TermsText version={version} sha256={sha256} text={sv} translation={locale === 'sv' ? undefined : en} />
        </Disclosure>
      ))}
    </>
  )
}
