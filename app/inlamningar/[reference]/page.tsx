import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { ClientText } from '#components/layout/client-text.tsx'
import { outcomeOf } from '#components/submission/outcome-of.ts'
import { SubmissionPage } from '#components/submission/submission-page.tsx'
import { mayAct } from '#lib/access/require-member.ts'
import { webEnv } from '#lib/env.ts'
import { parseReference } from '#lib/identifiers.ts'
import { listEventMails } from '#lib/notices/list-event-mails.ts'
import { wasInTime } from '#lib/submissions/count-waiting.ts'
import { mayHaveBeenSent } from '#lib/submissions/is-forgotten.ts'
import { readGate } from '#lib/submissions/send-gate.ts'
import { waitsByItself } from '#lib/submissions/state.ts'
import { retentionOf } from '#lib/web/forms/retention-of.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { ownCurlPlace } from '#lib/web/pages/own-curl-place.ts'
import { causeOfWait, readParts } from '#lib/web/pages/read-parts.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { actsFor, pageContext, requireEmployer } from '#lib/web/pages/session.ts'
import { listCalls } from '#lib/webhooks/list-calls.ts'
import { findTheirs } from './find-theirs.ts'

/** A submission has a handful of events, and a company a few webhooks. */
const SHOWN_CALLS = 50

type Props = {
  params: Promise<{ reference: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const reference = parseReference(decodeURIComponent((await params).reference))
  if (!reference) return {}
  const { employerId } = await requireEmployer(`/inlamningar/${reference}`)
  const found = await findTheirs(employerId, reference)
  const common = await getTranslations('common')
  return { title: { absolute: `${outcomeOf(found, await getLocale(), new Date())} · ${reference} – ${common('name')}` } }
}

export default async function Submission({ params, searchParams }: Props) {
  const written = decodeURIComponent((await params).reference)
  const reference = parseReference(written)
  if (!reference) notFound()
  const session = await requireEmployer(`/inlamningar/${reference}`)
  if (reference !== written) redirect(`/inlamningar/${reference}`)
  const found = await findTheirs(session.employerId, reference)
  const acting = await actsFor(`/inlamningar/${reference}`)
  const asked = await searchParams
  const { refused, kept } = await sentBack(`/inlamningar/${reference}`, asked)
  const cause = causeOfWait(await readParts())
  const now = new Date()
  const about = { employerId: session.employerId, submissionId: found.id }
  const eventMails = await listEventMails(await pageContext(), about)
  const webhookCalls = await listCalls(await pageContext(), { ...about, limit: SHOWN_CALLS })
  const gate = await readGate(webDb(), webEnv().PAYLOAD_DIR)
  const typed = kept?.form === 'settleSubmission' ? kept.fields : undefined
  return (
    <ClientText topics={['submissions', 'status', 'send']}>
      <SubmissionPage
        submission={found}
        place={await ownCurlPlace(acting, found.service)}
        retention={retentionOf(found, webEnv().SUBMISSION_KEEP_DAYS)}
        eventMails={eventMails}
        webhookCalls={webhookCalls}
        now={now}
        isReader={!mayAct(acting.role)}
        notice={noticeOf(asked)}
        refused={refused}
        typed={typed}
        isStopped={gate.kind === 'stopped'}
        wait={cause && waitsByItself(found.state) ? { cause, inTime: wasInTime(found.report) } : undefined}
        isUnsure={mayHaveBeenSent(gate, found)}
      />
    </ClientText>
  )
}

/** What has just been done, or found. */
function noticeOf({ dubblett, klart }: Awaited<Props['searchParams']>): 'repeat' | 'resent' | 'settled' | undefined {
  if (dubblett === '1') return 'repeat'
  if (klart === 'igen') return 'resent'
  return klart === 'besked' ? 'settled' : undefined
}
