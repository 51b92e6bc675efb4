import { useFormatter, useTranslations } from 'next-intl'
import { type FormRefusal, RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import type { ApplicationPart } from '#lib/joining/application.ts'
import type { SeenApplication } from '#lib/joining/read-application.ts'
import type { joiningPagesTexts } from '#lib/text/joining-pages.ts'
import { ApplicationEvents, PartyTable } from './application-facts.tsx'
import { SignedText } from './signed-text.tsx'

type Props = {
  application: SeenApplication
  personId: string
  /** Where somebody goes whose application has gone through. */
  home: string
  /** What is signed; null while it is being written. */
  text: string | null
  translation: string | undefined
  done: keyof typeof joiningPagesTexts.sv.done | undefined
  refused: FormRefusal | undefined
}

export function ApplicationPage({ application, personId, home, text, translation, done, refused }: Props) {
  const t = useTranslations('joiningPages')
  const { reference, state, reason, mine, parties } = application
  const isMine = mine.includes('applicant')
  const canWrite = isMine && (state === 'draft' || state === 'returned')
  const open = openParts(application, personId)
  return (
    <>
      {done && <Notice tone="success" live="status" title={t(`done.${done}`)} />}
      {refused && <RefusalNotice refused={refused} />}
      <PageTitle lead={t(`page.now.${state === 'draft' && !isMine ? 'draftOther' : state}`)}>
        {t('page.title', { reference })}
      </PageTitle>
      {reason && (state === 'returned' || state === 'declined') && (
        <Notice tone="warning" title={t('page.reason')}>
          <p className="whitespace-pre-line">{reason}</p>
        </Notice>
      )}
      {state === 'approved' && (
        <p>
          <LinkButton href={home}>{t('page.goHome')}</LinkButton>
        </p>
      )}
      {canWrite && (
        <p>
          <LinkButton href={`/anslut/${reference}/du`}>{t('page.continue')}</LinkButton>
        </p>
      )}
      {text !== null && open.length > 0 ? (
        <SignPart application={application} parts={open} text={text} translation={translation} />
      ) : (
        text !== null && (
          <Disclosure summary={t('page.content')}>
            <SignedText text={text} translation={translation} />
          </Disclosure>
        )
      )}
      {parties.length > 0 && (
        <Section id="vilka" title={t('page.people')}>
          <PartyTable parties={parties} />
        </Section>
      )}
      <Section id="hant" title={t('page.events')}>
        <ApplicationEvents application={application} />
      </Section>
      {isMine && <ApplicantActs application={application} />}
    </>
  )
}

/** The parts in which the person has not answered yet. */
function openParts({ state, applicantId, parties, signatures }: SeenApplication, personId: string): ApplicationPart[] {
  if (state !== 'signing') return []
  const named = parties.filter((party) => party.personId === personId && party.answer === null)
  const isSigned = signatures.some(({ asWhat, voidedAt }) => asWhat === 'applicant' && voidedAt === null)
  return [...(applicantId === personId && !isSigned ? (['applicant'] as const) : []), ...new Set(named.map(({ part }) => part))]
}

type SignPartProps = { application: SeenApplication; parts: ApplicationPart[]; text: string; translation: string | undefined }

function SignPart({ application: { id, reference, digest }, parts, text, translation }: SignPartProps) {
  const t = useTranslations('joiningPages.page')
  const words = useTranslations('joining.part')
  const format = useFormatter()
  return (
    <Section id="skriv-under" title={t('yourTurn')}>
      <p>{t('yourTurnText', { parts: format.list(parts.map((part) => words(part))) })}</p>
      <SignedText text={text} translation={translation} />
      <form method="post" action="/api/skriv-under">
        <input type="hidden" name="ansokan" value={id} />
        <input type="hidden" name="digest" value={digest ?? ''} />
        <Button size="large">{t('sign')}</Button>
      </form>
      {parts.some((part) => part !== 'applicant') && (
        <form method="post" action={`/api/anslut/${reference}/nej`} className="grid justify-items-start gap-3">
          <p className="text-muted">{t('declineText')}</p>
          <Button kind="secondary">{t('decline')}</Button>
        </form>
      )}
    </Section>
  )
}

function ApplicantActs({ application: { reference, state, document } }: { application: SeenApplication }) {
  const t = useTranslations('joiningPages.page')
  const isOver = state === 'approved' || state === 'declined' || state === 'withdrawn' || state === 'lapsed'
  return (
    <div className="grid justify-items-start gap-6">
      {document && !isOver && (
        <p>
          <LinkButton kind="secondary" href={`/api/anslut/${reference}/blankett`}>
            {t('paper')}
          </LinkButton>
        </p>
      )}
      {state === 'signing' && (
        <form method="post" action={`/api/anslut/${reference}/andra`} className="grid justify-items-start gap-3">
          <p>{t('changeText')}</p>
          <Button kind="secondary">{t('change')}</Button>
        </form>
      )}
      {!isOver && (
        <form method="post" action={`/api/anslut/${reference}/aterta`} className="grid justify-items-start gap-3">
          <p>{t('withdrawText')}</p>
          <Button kind="secondary">{t('withdraw')}</Button>
        </form>
      )}
    </div>
  )
}
