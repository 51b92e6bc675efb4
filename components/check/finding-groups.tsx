import { useLocale, useTranslations } from 'next-intl'
import { Heading } from '#components/ui/heading.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { faultsTold } from '#lib/checking/faults-told.ts'
import type { Finding } from '#lib/checking/report.ts'
import { findingTitle } from '#lib/text/findings.ts'
import { explainGroup } from './explain-group.ts'
import { FindingPlaces } from './finding-places.tsx'
import { FoldedPlaces } from './folded-places.tsx'
import { type FindingGroup, groupFindings } from './group-findings.ts'
import type { AskToMend } from './mend-offers.tsx'

/** Findings by which a rule is explained: what they have in common is said once. */
const EXPLAINED = 50
/** Groups by which an index of them stands first. */
const INDEXED = 6
/** Findings shown unfolded, so that one frequent fault does not hide the others. */
const OPEN = 10

/** `mend`: where a value can be corrected beside its finding. */
type Props = { findings: readonly Finding[]; counts: Record<string, number>; serviceId: string; mend?: AskToMend | undefined }

/** Findings by rule: what is wrong and how to correct it once, then each place with what differs there. */
export function FindingGroups({ findings, counts, serviceId, mend }: Props) {
  const groups = groupFindings(findings, counts)
  return (
    <div className="grid gap-8" data-print="unfolded">
      {groups.length >= INDEXED && <Overview groups={groups} serviceId={serviceId} />}
      {groups.map((group) => (
        <Group key={group.code} group={group} serviceId={serviceId} mend={mend} />
      ))}
    </div>
  )
}

function Overview({ groups, serviceId }: { groups: FindingGroup[]; serviceId: string }) {
  const t = useTranslations('send.findings')
  const locale = useLocale()
  return (
    <ul className="grid gap-1.5">
      {groups.map(({ code, count }) => (
        <li key={code}>
          <TextLink href={`#regel-${code}`}>{findingTitle(code, locale, serviceId)}</TextLink>{' '}
          <span className="text-muted">({t('times', { count })})</span>
        </li>
      ))}
    </ul>
  )
}

function Group({ group, serviceId, mend }: { group: FindingGroup; serviceId: string; mend: AskToMend | undefined }) {
  const t = useTranslations('send.findings')
  const locale = useLocale()
  const { code, severity, count, findings } = group
  const title = findingTitle(code, locale, serviceId)
  const { common, begins, own } = explainGroup(findings.slice(0, EXPLAINED), locale, serviceId)
  const open = findings.slice(0, OPEN).map((finding, index) => ({ ...finding, own: own[index] ?? '' }))
  const folded = findings.slice(OPEN)
  const beyond = count - faultsTold(findings)
  return (
    <section aria-labelledby={`regel-${code}`} className="grid gap-3">
      <div className="grid gap-2">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-muted">
          <StatusTag tone={severity === 'stop' ? 'danger' : 'warning'}>{t(severity)}</StatusTag>
          <span className="font-mono">{code}</span>
          <span>{t('times', { count })}</span>
        </p>
        <Heading level={3} look={4} id={`regel-${code}`}>
          {title}
        </Heading>
        {common && <p className="max-w-text">{begins ? common : t('cure', { text: common })}</p>}
        <p className="print:hidden">
          <TextLink href={`/postbeskrivningar/${serviceId}/regler#${code}`} target="_blank" className="text-small">
            {t('about', { code })}
          </TextLink>
        </p>
      </div>
      <FindingPlaces caption={title} findings={open} mend={mend} />
      {folded.length > 0 && (
        <FoldedPlaces caption={title} open={findings.slice(0, OPEN)} folded={folded} serviceId={serviceId} mend={mend} />
      )}
      {beyond > 0 && (
        <p className="text-muted">
          {t('more', { count: beyond })} {severity === 'stop' && t('moreStops')}
        </p>
      )}
    </section>
  )
}
