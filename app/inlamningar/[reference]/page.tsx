import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ClientText } from '#components/layout/client-text.tsx'
import { readRefused } from '#components/send/refusal-notice.tsx'
import { SubmissionPage } from '#components/submission/submission-page.tsx'
import { parseReference } from '#lib/identifiers.ts'
import { curlPlace } from '#lib/web/pages/curl-place.ts'
import { actsFor, requireEmployer } from '#lib/web/pages/session.ts'
import { findTheirs } from './find-theirs.ts'

type Props = {
  params: Promise<{ reference: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('submissions.page')
  return { title: t('title', { reference: parseReference((await params).reference) ?? '' }) }
}

export default async function Submission({ params, searchParams }: Props) {
  const written = decodeURIComponent((await params).reference)
  const reference = parseReference(written)
  if (!reference) notFound()
  const session = await requireEmployer(`/inlamningar/${reference}`)
  if (reference !== written) redirect(`/inlamningar/${reference}`)
  const found = await findTheirs(session.employerId, reference)
  const { orgnr } = await actsFor(`/inlamningar/${reference}`)
  const asked = await searchParams
  const notice = asked.dubblett === '1' ? 'repeat' : asked.klart === 'igen' ? 'resent' : undefined
  return (
    <ClientText topics={['submissions', 'status', 'send']}>
      <SubmissionPage submission={found} place={curlPlace(orgnr, found.service)} notice={notice} refused={readRefused(asked)} />
    </ClientText>
  )
}
