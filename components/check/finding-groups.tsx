import { useLocale, useTranslations } from 'next-intl'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import type { Finding } from '#lib/checking/report.ts'
import { findingText, findingTitle } from '#lib/text/findings.ts'
import { type FindingGroup, groupFindings } from './group-findings.ts'

/** As many as one can read; the rest come when these are mended. */
const SHOWN = 50

type Props = { findings: readonly Finding[]; counts: Record<string, number> }

/** Faults by rule: what the rule asks and how to mend it once, then each place. */
export function FindingGroups({ findings, counts }: Props) {
  return (
    <div className="grid gap-8">
      {groupFindings(findings, counts).map((group) => (
        <Group key={group.code} group={group} />
      ))}
    </div>
  )
}

function Group({ group }: { group: FindingGroup }) {
  const t = useTranslations('send.findings')
  const locale = useLocale()
  const { code, severity, count, findings } = group
  const shown = findings.slice(0, SHOWN)
  const title = findingTitle(code, locale)
  return (
    <section aria-labelledby={`regel-${code}`} className="grid gap-3 *:min-w-0">
      <div className="grid gap-2">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-muted">
          <StatusTag tone={severity === 'stop' ? 'danger' : 'warning'}>{t(severity)}</StatusTag>
          <span className="font-mono">{code}</span>
          <span>{t('times', { count })}</span>
        </p>
        <Heading level={3} look={4} id={`regel-${code}`}>
          {title}
        </Heading>
      </div>
      <Places title={title} findings={shown} />
      {count > shown.length && (
        <p className="text-muted">
          {t('more', { count: count - shown.length })}. {severity === 'stop' && t('moreStops')}
        </p>
      )}
    </section>
  )
}

function Places({ title, findings }: { title: string; findings: Finding[] }) {
  const t = useTranslations('send.findings')
  const locale = useLocale()
  const columns: Column<Finding>[] = [
    { key: 'place', label: t('where'), heads: true, cell: ({ at }) => t('place', { line: at.line, column: at.column }) },
  ]
  if (findings.some(({ referens }) => referens))
    columns.push({ key: 'referens', label: t('reference'), cell: ({ referens }) => referens ?? '–' })
  if (findings.some(({ at }) => at.field))
    columns.push({
      key: 'field',
      label: t('field'),
      cell: ({ at }) => <span className="font-mono text-small wrap-anywhere">{at.field ?? '–'}</span>,
    })
  columns.push({ key: 'fault', label: t('fault'), cell: (finding) => findingText(finding, locale) })
  return (
    <DataTable
      caption={title}
      columns={columns}
      rows={findings}
      rowKey={({ at, code }) => `${code} ${at.byte} ${at.record ?? ''} ${at.field ?? ''}`}
    />
  )
}
