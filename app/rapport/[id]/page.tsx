import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { CheckVerdict } from '#components/check/check-verdict.tsx'
import { FindingGroups } from '#components/check/finding-groups.tsx'
import { ReportLinks } from '#components/check/report-links.tsx'
import { stoppedSentence } from '#components/check/stopped-sentence.ts'
import { ClientText } from '#components/layout/client-text.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { parseReference } from '#lib/identifiers.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { clock } from '#lib/text/format-time.ts'
import { keptReport } from './kept-report.ts'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { report, service } = await keptReport((await params).id)
  const checkOnly = serviceById(service)?.checkOnly ?? false
  return { title: stoppedSentence(report, { checkOnly, t: await getTranslations('send.verdict') }) }
}

/** What the form without JavaScript leads to when the file has a stop. */
export default async function ReportPage({ params, searchParams }: Props) {
  const { id } = await params
  const { ersatter } = await searchParams
  const replaces = typeof ersatter === 'string' ? parseReference(ersatter) : undefined
  const kept = await keptReport(id)
  const service = serviceById(kept.service) ?? notFound()
  const { report } = kept
  const t = await getTranslations()
  return (
    <Page width="wide">
      <ClientText topics={['send', 'services']}>
        <CheckVerdict
          report={report}
          checkOnly={service.checkOnly}
          receiver={t(`services.receiver.${service.receiver}`)}
          now={new Date()}
          level={1}
        >
          <p className="wrap-anywhere">{t('send.report.lead', { name: kept.fileName })}</p>
          <div>
            <LinkButton href={`/lamna/${service.id}${replaces ? `?ersatter=${replaces}` : ''}`}>
              {t('send.report.again')}
            </LinkButton>
          </div>
          <p className="text-small text-muted">{t('send.report.kept', { time: clock(kept.expiresAt, await getLocale()) })}</p>
        </CheckVerdict>
      </ClientText>
      {report.findings.length > 0 && (
        <Section id="anmarkningar" title={t('send.findings.title')}>
          <FindingGroups findings={report.findings} counts={report.counts} serviceId={service.id} />
          <ReportLinks at={`/rapport/${id}`} />
        </Section>
      )}
    </Page>
  )
}
