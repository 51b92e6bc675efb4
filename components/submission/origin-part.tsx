import { useLocale, useTranslations } from 'next-intl'
import type { OriginStep, OriginStepKind } from '#lib/checking/origin.ts'
import type { KeptOrigin } from '#lib/submissions/kept-origin.ts'
import type { RepairKind } from '#lib/tables/convert/repairs.ts'
import { fieldTitle } from '#lib/text/findings.ts'
import { formatSize } from '#lib/text/format-size.ts'

/** The file that came, as a description: name, size, hash, and whose word that is. */
export function CameAs({ origin }: { origin: KeptOrigin }) {
  const t = useTranslations('origin')
  const locale = useLocale()
  return (
    <span className="grid justify-items-start gap-2">
      <span>{[origin.name, formatSize(origin.bytes, locale)].filter(Boolean).join(', ')}</span>
      <span className="font-mono text-small wrap-anywhere select-all">{origin.sha256}</span>
      <span className="text-small text-muted">{t(`cameIs.${origin.by}`)}</span>
    </span>
  )
}

/** What was done to it, a line for each kind; columns and sheets by name. */
export function OriginSteps({ origin }: { origin: KeptOrigin }) {
  const t = useTranslations('origin')
  const repairs = useTranslations('send.table.kinds')
  const locale = useLocale()
  const kinds = [...new Set(origin.steps.map(({ kind }) => kind))]
  const name = (text: string) => (text.includes('/') ? fieldTitle(text.replace(/^.*\//, '').replace(/#\d+$/, ''), locale) : text)
  const line = (kind: OriginStepKind): string => {
    const steps = origin.steps.filter((step) => step.kind === kind)
    const what = isRepair(kind) ? repairs(kind) : t(`kinds.${kind}`)
    const names = steps.flatMap(({ from, to }) =>
      from && to ? t('becomes', { from, to: name(to) }) : (from ?? (to ? name(to) : [])),
    )
    return names.length > 0 ? t('stepNames', { what, names: names.join(', ') }) : t('step', { what, count: sumOf(steps) })
  }
  return (
    <ul className="grid gap-1">
      {origin.conversion && <li>{t('conversion', { version: String(origin.conversion.version) })}</li>}
      {kinds.map((kind) => (
        <li key={kind}>{line(kind)}</li>
      ))}
    </ul>
  )
}

/** The steps that are no repairs of a table: with those, all (types hold it). */
const OTHERS: Readonly<Record<Exclude<OriginStepKind, RepairKind>, true>> = {
  ...({ column: true, sheet: true, 'header-row': true, 'left-out-row': true, mended: true } as const),
  ...({ 'line-ends': true, padding: true, counts: true, order: true, ampersand: true } as const),
}
const isRepair = (kind: OriginStepKind): kind is RepairKind => !(kind in OTHERS)

const sumOf = (steps: readonly OriginStep[]): number => steps.reduce((sum, { count }) => sum + count, 0)
