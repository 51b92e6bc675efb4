// Here: one submission's page and the list of them. What a state is called, its colour and how often it is asked about are tables
// over its kind (state-table.ts, situation.ts); what its receipt says, on the page and on paper, is receipt-text.ts; the state is
// lib/submissions/state.ts's.
import { useLocale, useTranslations } from 'next-intl'
import { type CurlPlace, calls } from '#components/automate/curl-call.ts'
import { SameWithCurl } from '#components/automate/same-with-curl.tsx'
import { FindingGroups } from '#components/check/finding-groups.tsx'
import { ReportLinks } from '#components/check/report-links.tsx'
import { ReaderNotice } from '#components/people/reader-notice.tsx'
import { type FormRefusal, RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { Fold } from '#components/ui/fold.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import type { EventMails } from '#lib/notices/list-event-mails.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { ListedCall } from '#lib/webhooks/list-calls.ts'
import { OnwardLinks } from './actions.tsx'
import { ByWhen } from './by-when.tsx'
import { CallBlock } from './call-block.tsx'
import { Contradicted } from './contradicted.tsx'
import { LiveStatus } from './live-status.tsx'
import { type FileWait, Meaning } from './meaning.tsx'
import { outcomeOf } from './outcome-of.ts'
import type { Retention } from './receipt-text.ts'
import { type SettleAgain, settleFieldOf } from './settle-form.tsx'
import { situationOf } from './situation.ts'
import { SubmissionReceipt } from './submission-receipt.tsx'
import { Technical } from './technical.tsx'
import { WhatToDo } from './what-to-do.tsx'

type Props = {
  submission: FoundSubmission
  /** Absent for a company that does not call by curl. */
  place: CurlPlace | undefined
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

/** One submission: the outcome as heading, what it means, what to do, by when, one receipt, and the rest folded. */
export function SubmissionPage(props: Props) {
  const { submission, retention, now, isReader } = props
  const t = useTranslations('submissions')
  const locale = useLocale()
  const { reference, state, status, isEnd, kvittensId, attemptCount } = submission
  return (
    <Page
      before={<Breadcrumb label={t('page.trail')} trail={[{ text: t('list.title'), href: '/inlamningar' }]} here={reference} />}
    >
      <PageTitle>{outcomeOf(submission, locale, now)}</PageTitle>
      <Said {...props} />
      <LiveStatus reference={reference} kind={state.kind} shown={{ status, end: isEnd, kvittensId, attempts: attemptCount }} />
      <WhatNow {...props} />
      <SubmissionReceipt submission={submission} retention={retention} now={now} />
      <OnwardLinks submission={submission} isReader={isReader} />
      <Folds {...props} />
    </Page>
  )
}

/** What the person has just done, or what was wrong with it. */
function Said({ submission, isReader, notice, refused, isStopped }: Props) {
  const t = useTranslations('submissions.page')
  const field = submission.maySettle && !isReader ? settleFieldOf(refused?.reason) : undefined
  if (!refused && !notice) return null
  return (
    <div className="grid gap-4">
      {refused && <RefusalNotice refused={refused} field={field} />}
      {notice === 'repeat' ? (
        <Notice tone="warning" title={t('repeat')}>
          <p>{t('repeatText')}</p>
        </Notice>
      ) : (
        notice && <Notice tone="info" title={t(notice === 'resent' && isStopped ? 'resentStopped' : notice)} />
      )}
    </div>
  )
}

function WhatNow({ submission, isReader, refused, typed, isStopped, isUnsure, wait, now }: Props) {
  const field = submission.maySettle && !isReader ? settleFieldOf(refused?.reason) : undefined
  const again = field || typed ? { fields: typed ?? {}, refused: field ? refused : undefined } : undefined
  return (
    <div className="grid gap-5">
      {submission.contradictedAt && !submission.dealtWithAt && <Contradicted submission={submission} />}
      <Meaning submission={submission} wait={wait} now={now} />
      {mustCall(submission) && <Call submission={submission} open />}
      {isReader ? (
        mayBeActedOn(submission) && <ReaderNotice employer={submission.employer.name} lacks="act" />
      ) : (
        <WhatToDo submission={submission} isStopped={isStopped} isUnsure={isUnsure} again={again} />
      )}
      <ByWhen submission={submission} now={now} />
    </div>
  )
}

const mayBeActedOn = ({ mayResend, mayWithdraw, maySettle, mayBeReplaced, mayBeDealtWith }: FoundSubmission): boolean =>
  mayResend || mayWithdraw || maySettle || mayBeReplaced || mayBeDealtWith

/** What is asked for seldom. */
function Folds({ submission, place, eventMails, webhookCalls, now, isUnsure }: Props) {
  const t = useTranslations('submissions.page')
  const { reference, report, service } = submission
  return (
    <div className="grid">
      {report.findings.length > 0 && (
        <Fold id="anmarkningar" title={t('report')}>
          <FindingGroups findings={report.findings} counts={report.counts} serviceId={service} />
          <ReportLinks at={`/inlamningar/${reference}`} />
        </Fold>
      )}
      {!mustCall(submission) && <Call submission={submission} />}
      <Fold id="teknik" title={t('technical')}>
        <Technical submission={submission} eventMails={eventMails} webhookCalls={webhookCalls} now={now}>
          {place && <SameWithCurl place={place} doing={doingWith(submission, isUnsure)} />}
        </Technical>
      </Fold>
    </div>
  )
}

/** What to say on the telephone: open, and before the receipt, where calling is what to do. */
function Call({ submission, open }: { submission: FoundSubmission; open?: true }) {
  const t = useTranslations('submissions.page')
  return (
    <Fold id="ring" title={t(open ? 'callNow' : 'call')} open={open === true}>
      <CallBlock submission={submission} mustCall={open === true} />
    </Fold>
  )
}

const mustCall = ({ state, contradictedAt, dealtWithAt }: FoundSubmission): boolean =>
  CALLS.includes(situationOf(state)) || (contradictedAt !== null && dealtWithAt === null)

const CALLS: readonly string[] = ['unknownHeld', 'forgotten', 'disputed']

/** What a machine can do with it as well. */
function doingWith({ reference, mayWithdraw }: FoundSubmission, isUnsure: boolean) {
  const receipt = { what: 'receipt', call: calls.receipt(reference) } as const
  return mayWithdraw && !isUnsure ? [receipt, { what: 'withdraw', call: calls.withdraw(reference) } as const] : [receipt]
}
