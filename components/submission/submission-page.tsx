// Here: one submission's page and the list of them. What a state is called, its colour, its clocks and how often it is asked
// about are tables over its kind (state-table.ts, situation.ts, two-clocks.ts); the state is lib/submissions/state.ts's.
import { useTranslations } from 'next-intl'
import { type CurlPlace, calls } from '#components/automate/curl-call.ts'
import { SameWithCurl } from '#components/automate/same-with-curl.tsx'
import { FindingGroups } from '#components/check/finding-groups.tsx'
import { ReportLinks } from '#components/check/report-links.tsx'
import { ReaderNotice } from '#components/people/reader-notice.tsx'
import { type FormRefusal, RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { Card } from '#components/ui/card.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import type { EventMails } from '#lib/notices/list-event-mails.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { serviceText } from '#lib/text/services.ts'
import type { ListedCall } from '#lib/webhooks/list-calls.ts'
import { Actions } from './actions.tsx'
import { Attempts } from './attempts.tsx'
import { CallBlock } from './call-block.tsx'
import { Clocks } from './clocks.tsx'
import { EventMailList } from './event-mails.tsx'
import { FkReceipt } from './fk-receipt.tsx'
import { type FileWait, Headline } from './headline.tsx'
import { LiveStatus } from './live-status.tsx'
import { PortalReceipt, type Retention } from './portal-receipt.tsx'
import { Reference } from './reference.tsx'
import { type SettleAgain, settleFieldOf } from './settle-form.tsx'
import { Contradicted } from './settlement.tsx'
import { Timeline } from './timeline.tsx'
import { WhatToDo } from './what-to-do.tsx'

type Props = {
  submission: FoundSubmission
  place: CurlPlace
  /** Who was told of it by mail, and which systems by a call. */
  eventMails: EventMails[]
  webhookCalls: ListedCall[]
  now: Date
  /** Looks only. */
  isReader: boolean
  retention: Retention
  notice?: 'repeat' | 'resent' | 'settled' | undefined
  refused?: FormRefusal | undefined
  /** Nothing is sent just now. */
  isStopped: boolean
  /** Why this file waits, when something holds all up. */
  wait: FileWait | undefined
  /** A restore may have forgotten that it was sent. */
  isUnsure: boolean
  /** What was typed in the form of FK's answer. */
  typed?: SettleAgain['fields'] | undefined
}

/** One submission: what happened and what now; Försäkringskassan's receipt and the portal's side by side, kept apart. */
export function SubmissionPage({ submission, place, retention, eventMails, webhookCalls, now, ...came }: Props) {
  const t = useTranslations('submissions')
  const service = useTranslations('services.name')(serviceText(submission.service))
  const told = useTranslations('recipients.told')
  const { reference, report } = submission
  return (
    <Page
      width="wide"
      before={<Breadcrumb label={t('page.trail')} trail={[{ text: t('list.title'), href: '/inlamningar' }]} here={reference} />}
    >
      <PageTitle over={`${service} · ${submission.employer.name}`}>{t('page.title', { reference })}</PageTitle>
      <div className="grid items-start gap-x-12 gap-y-8 *:min-w-0 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid gap-8 *:min-w-0">
          <WhatNow submission={submission} {...came} />
          <Section id="var" title={t('page.clocks')}>
            <Clocks state={submission.state} />
          </Section>
          <Section id="mottagningsbevis" title={t(submission.state.kind === 'refused' ? 'page.fkAnswer' : 'page.fk')}>
            <FkReceipt submission={submission} />
          </Section>
          <Section id="ring" title={t('page.call')}>
            <CallBlock submission={submission} />
          </Section>
        </div>
        <Card as="section" labelledBy="kvittens" className="grid gap-5">
          <Heading level={2} look={3} id="kvittens">
            {t('page.portal')}
          </Heading>
          <Reference reference={reference} />
          <PortalReceipt submission={submission} retention={retention} />
        </Card>
      </div>
      <div className="grid items-start gap-x-12 gap-y-8 *:min-w-0 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Section id="forsok" title={t('page.attempts')}>
          <Attempts attempts={submission.attempts} />
        </Section>
        <Section id="handelser" title={t('page.timeline')}>
          <Timeline submission={submission} />
        </Section>
      </div>
      <Section id="aviserade" title={told('title')}>
        <EventMailList events={eventMails} calls={webhookCalls} now={now} />
      </Section>
      {report.findings.length > 0 && (
        <Section id="anmarkningar" title={t('page.report')}>
          <FindingGroups findings={report.findings} counts={report.counts} serviceId={submission.service} />
          <ReportLinks at={`/inlamningar/${reference}`} />
        </Section>
      )}
      <SameWithCurl place={place} doing={doingWith(submission, came.isUnsure)} />
      <Actions serviceId={came.isReader ? undefined : submission.service} />
    </Page>
  )
}

/** What a machine can do with it as well. */
function doingWith({ reference, mayWithdraw }: FoundSubmission, isUnsure: boolean) {
  const receipt = { what: 'receipt', call: calls.receipt(reference) } as const
  return mayWithdraw && !isUnsure ? [receipt, { what: 'withdraw', call: calls.withdraw(reference) } as const] : [receipt]
}

type WhatNowProps = Omit<Props, 'place' | 'retention' | 'eventMails' | 'webhookCalls' | 'now'>

function WhatNow({ submission, isReader, notice, refused, typed, isStopped, isUnsure, wait }: WhatNowProps) {
  const t = useTranslations('submissions.page')
  const { reference, state, status, isEnd, kvittensId, attemptCount } = submission
  const field = submission.maySettle && !isReader ? settleFieldOf(refused?.reason) : undefined
  const again = field || typed ? { fields: typed ?? {}, refused: field ? refused : undefined } : undefined
  return (
    <div className="grid gap-4">
      {refused && <RefusalNotice refused={refused} field={field} />}
      {notice && <Notice tone="info" title={t(notice === 'resent' && isStopped ? 'resentStopped' : notice)} />}
      <Headline submission={submission} wait={wait} />
      <LiveStatus reference={reference} kind={state.kind} shown={{ status, end: isEnd, kvittensId, attempts: attemptCount }} />
      {submission.contradictedAt && !submission.dealtWithAt && <Contradicted submission={submission} />}
      {isReader ? (
        mayBeActedOn(submission) && <ReaderNotice employer={submission.employer.name} lacks="act" />
      ) : (
        <WhatToDo submission={submission} isStopped={isStopped} isUnsure={isUnsure} again={again} />
      )}
    </div>
  )
}

const mayBeActedOn = ({ mayResend, mayWithdraw, maySettle, mayBeReplaced, mayBeDealtWith }: FoundSubmission): boolean =>
  mayResend || mayWithdraw || maySettle || mayBeReplaced || mayBeDealtWith
