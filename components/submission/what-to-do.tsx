import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { momentPhrase } from '#lib/text/format-time.ts'
import { Resend, Withdraw } from './actions.tsx'
import { Correction } from './correction.tsx'
import { type SettleAgain, SettleForm } from './settle-form.tsx'
import { secondsToUndo } from './situation.ts'
import { Undo } from './undo.tsx'

type Props = {
  submission: FoundSubmission
  /** Nothing is sent just now. */
  isStopped: boolean
  /** A restore may have forgotten that it was sent. */
  isUnsure: boolean
  /** What was typed in the form of FK's answer. */
  again: SettleAgain | undefined
}

/** What a person who may act can do with a submission as it stands. */
export function WhatToDo({ submission, isStopped, isUnsure, again }: Props) {
  const t = useTranslations('submissions.page')
  const { reference, state, mayResend, mayWithdraw, maySettle } = submission
  // What is damaged is not sent again from here.
  const canResend = mayResend && state.kind === 'held' && state.reason !== 'payload'
  // Until it is compared with what FK has.
  const isBound = isUnsure && mayWithdraw
  const now = new Date()
  const locale = useLocale()
  const undoSeconds = isStopped ? 0 : secondsToUndo(state, now)
  return (
    <>
      {isBound && <Notice tone="warning" title={t('unsure')} />}
      {canResend && <Resend reference={reference} kind={isStopped ? 'stopped' : state.mayRepeat ? 'repeat' : 'again'} />}
      {!isBound && <Correction submission={submission} />}
      {maySettle && (
        <SettleForm
          reference={reference}
          by="member"
          employerId={submission.employerId}
          isDisputed={state.kind === 'disputed'}
          again={again}
        />
      )}
      {mayWithdraw &&
        !isBound &&
        (undoSeconds > 0 && state.kind === 'queued' ? (
          <Undo reference={reference} seconds={undoSeconds} sentAt={momentPhrase(state.next, locale, now)} />
        ) : (
          <Withdraw reference={reference} />
        ))}
    </>
  )
}
