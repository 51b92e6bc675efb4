import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { BasisFiles } from '#components/joining/basis-files.tsx'
import { ReviewPart } from '#components/joining/review-part.tsx'
import { StepForm } from '#components/joining/step-form.tsx'
import { ClientText } from '#components/layout/client-text.tsx'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Steps } from '#components/ui/steps.tsx'
import { actorOf } from '#lib/access/actor.ts'
import { readOwnMail } from '#lib/access/verify-mail.ts'
import { webEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { stepsOf } from '#lib/joining/fields.ts'
import { reviewDraft } from '#lib/joining/open-draft.ts'
import { shownText, translatedText } from '#lib/joining/signed-text.ts'
import { currentTerms } from '#lib/joining/terms.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { viewStep } from '#lib/web/pages/joining-view.ts'
import { webKeeping } from '#lib/web/pages/keeping.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { requireSession } from '#lib/web/pages/session.ts'

type Props = {
  params: Promise<{ reference: string; steg: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('joining.steps')
  const { steg } = await params
  return { title: t.has(steg as 'du') ? t(steg as 'du') : '' }
}

export default async function StepPage({ params, searchParams }: Props) {
  const { reference: written, steg } = await params
  const reference = parseReference(decodeURIComponent(written))
  if (!reference) notFound()
  const path = `/anslut/${reference}/${steg}`
  const session = await requireSession(path)
  const { MILJO } = webEnv()
  const at = { db: webDb(), actor: actorOf(session), now: new Date() }
  const draft = await reviewDraft(at, { reference, keeping: webKeeping() }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    if (error instanceof AppError && error.code === 'conflict') redirect(`/anslut/${reference}`)
    throw error
  })
  const steps = stepsOf(draft.kind)
  const index = steps.findIndex(({ id }) => id === steg)
  const step = steps[index]
  if (!step) notFound()
  const query = await searchParams
  const { refused } = await sentBack(path, query)
  const t = await getTranslations('joiningPages')
  const words = await getTranslations('joining')
  const labelOf = (field: string) => {
    const [, base = '', row = ''] = /^(\D+)(\d*)$/.exec(field) ?? []
    const word = base === 'underlag' ? 'basis' : base
    return words.has(`fields.${word as 'basis'}`) ? `${words(`fields.${word as 'basis'}`)} ${row}`.trim() : field
  }
  const before = steps[index - 1]
  const faults = draft.faults.filter((fault) => fault.step === step.id)
  const told = query.visa === 'fel' ? faults : []
  const mail = step.id === 'du' ? await readOwnMail(at) : undefined
  const back = before ? `/anslut/${reference}/${before.id}` : `/anslut/${reference}`
  const locale = await getLocale()
  return (
    <ClientText topics={['joiningPages']}>
      <Page>
        {refused && <RefusalNotice refused={refused} field={refused.reason === 'mail_code' ? 'kod' : undefined} />}
        {told.length > 0 && (
          <ErrorSummary
            title={t('steps.faults')}
            errors={told.map(({ field, fault }) => ({ text: `${labelOf(field)}: ${t(`fault.${fault}`)}`, href: `#${field}` }))}
          />
        )}
        <Steps
          label={t('steps.label')}
          steps={steps.map(({ id }) => words(`steps.${id}`))}
          current={index}
          doneText={t('steps.done')}
        />
        <PageTitle over={t('steps.of', { reference })}>{words(`steps.${step.id}`)}</PageTitle>
        {step.id === 'granska' ? (
          <ReviewPart
            reference={reference}
            faults={draft.faults}
            text={shownText(draft.document)}
            translation={locale === 'sv' ? undefined : translatedText(draft.document, locale)}
            back={back}
          />
        ) : (
          <>
            {step.id === 'firmateckning' && draft.document.content.employer.legalForm !== 'sole' && (
              <BasisFiles
                reference={reference}
                files={draft.files}
                legalForm={draft.document.content.employer.legalForm}
                fault={told.find(({ field }) => field === 'underlag')?.fault}
              />
            )}
            <StepForm
              reference={reference}
              step={step.id}
              view={viewStep({ draft, step: step.id, faults: told, isTest: MILJO === 'test' })}
              applicant={step.id === 'du' ? draft.applicant : undefined}
              mail={mail}
              terms={step.id === 'villkor' ? currentTerms() : undefined}
              legalForm={step.id === 'arbetsgivaren' && draft.orgnr ? draft.document.content.employer.legalForm : undefined}
              back={back}
            />
          </>
        )}
      </Page>
    </ClientText>
  )
}
