import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { longDate } from '#lib/text/format-time.ts'
import { serviceText } from '#lib/text/services.ts'

import { CameAs, OriginSteps } from './origin-part.tsx'

/** `day`: as 2026-11-30, when the content is removed; null: so many days after the end, which has not come. */
export type Retention = { day: string | null; days: number }

/** What the portal vouches for: which bytes it took, for whom, when. */
export function PortalReceipt({ submission, retention }: { submission: FoundSubmission; retention: Retention }) {
  const t = useTranslations('submissions')
  const services = useTranslations('services')
  const words = useTranslations('origin')
  const common = useTranslations('common.copy')
  const locale = useLocale()
  const format = useFormatter()
  const { employer, fileName, bytes, records, warnings, submittedAt, person, way, sha256, purgedAt, replaces, origin } =
    submission
  const service = serviceText(submission.service)
  const rows = [
    { term: t('page.for'), text: employer.name },
    { term: t('page.service'), text: services(`name.${service}`) },
    { term: t('page.submitted'), text: <Time at={submittedAt} /> },
    { term: t('page.by'), text: person ?? t(`way.${way}`) },
    { term: origin ? words('sent') : t('page.file'), text: fileName },
    ...replaces.map(({ reference }) => ({
      key: reference,
      term: t('page.replaces'),
      text: <TextLink href={`/inlamningar/${reference}`}>{reference}</TextLink>,
    })),
    ...(origin
      ? [
          { term: words('came'), text: <CameAs origin={origin} /> },
          ...(origin.steps.length > 0 || origin.conversion
            ? [{ term: words('done'), text: <OriginSteps origin={origin} /> }]
            : []),
        ]
      : []),
    { term: t('page.size'), text: `${formatSize(bytes, locale)}, ${services(`format.${submission.format}`)}` },
    { term: t('page.records'), text: services(`cases.${service}`, { count: records }) },
    { term: t('page.warnings'), text: warnings === 0 ? t('page.noWarnings') : format.number(warnings) },
    {
      term: t('page.hash'),
      text: (
        <span className="grid justify-items-start gap-2">
          <span className="font-mono text-small wrap-anywhere select-all">{sha256}</span>
          <span className="text-small text-muted">{t('page.hashIs')}</span>
          <CopyButton
            text={sha256}
            label={t('page.copy', { thing: t('page.copyHash') })}
            done={common('done')}
            failed={common('failed')}
          />
        </span>
      ),
    },
  ]
  return (
    <div className="grid gap-4">
      <p className="text-muted">{t('page.portalIs')}</p>
      <DefinitionList rows={rows} />
      <p className="text-muted">
        {purgedAt
          ? t('page.purged', { date: longDate(purgedAt, locale) })
          : retention.day
            ? t('page.purgeOn', { date: longDate(new Date(`${retention.day}T12:00:00Z`), locale) })
            : t('page.purgeLater', retention)}
      </p>
    </div>
  )
}
