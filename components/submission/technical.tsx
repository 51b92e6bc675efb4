import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Section } from '#components/ui/section.tsx'
import type { EventMails } from '#lib/notices/list-event-mails.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { ListedCall } from '#lib/webhooks/list-calls.ts'
import { Attempts } from './attempts.tsx'
import { EventMailList } from './event-mails.tsx'
import { FkAnswers } from './fk-answers.tsx'
import { CameAs, OriginSteps } from './origin-part.tsx'
import { Timeline } from './timeline.tsx'

type Props = {
  submission: FoundSubmission
  eventMails: EventMails[]
  webhookCalls: ListedCall[]
  now: Date
  /** The commands that do the same, where the company has use of them. */
  children: ReactNode
}

/** What a technician or an auditor asks for: fingerprints, attempts, what happened, raw answers, who was told. */
export function Technical({ submission, eventMails, webhookCalls, now, children }: Props) {
  const t = useTranslations('submissions.page')
  const told = useTranslations('recipients.told')
  return (
    <>
      <Section id="filen" level={3} title={t('file')}>
        <FileFacts submission={submission} />
      </Section>
      <Section id="forsok" level={3} title={t('attempts')}>
        <Attempts attempts={submission.attempts} />
      </Section>
      <Section id="handelser" level={3} title={t('timeline')}>
        <Timeline submission={submission} />
      </Section>
      <Section id="svar" level={3} title={t('raw')}>
        <FkAnswers submission={submission} />
      </Section>
      <Section id="aviserade" level={3} title={told('title')}>
        <EventMailList events={eventMails} calls={webhookCalls} now={now} />
      </Section>
      {children}
    </>
  )
}

function FileFacts({ submission: { sha256, messageId, origin } }: { submission: FoundSubmission }) {
  const t = useTranslations('submissions.page')
  const words = useTranslations('origin')
  const isChanged = origin !== null && (origin.steps.length > 0 || origin.conversion)
  const rows = [
    { term: t('hash'), text: <Hash sha256={sha256} /> },
    { term: t('callMessageId'), text: <span className="font-mono text-small">{messageId}</span> },
    ...(origin ? [{ term: words('came'), text: <CameAs origin={origin} /> }] : []),
    ...(origin && isChanged ? [{ term: words('done'), text: <OriginSteps origin={origin} /> }] : []),
  ]
  return <DefinitionList rows={rows} />
}

function Hash({ sha256 }: { sha256: string }) {
  const t = useTranslations('submissions.page')
  const common = useTranslations('common.copy')
  return (
    <span className="grid justify-items-start gap-2">
      <span className="font-mono text-small wrap-anywhere select-all">{sha256}</span>
      <span className="text-small text-muted">{t('hashIs')}</span>
      <CopyButton text={sha256} label={t('copy', { thing: t('copyHash') })} done={common('done')} failed={common('failed')} />
    </span>
  )
}
