'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/checkbox.tsx'
import type { Report } from '#lib/checking/report.ts'
import { findingTitle } from '#lib/text/findings.ts'
import { groupFindings } from './group-findings.ts'

/** `unticked`: the values of the boxes that were left when sending was tried. */
type Props = { report: Report; unticked: readonly string[] }

/** A box for each kind of remark, ticked by who has read it; the error stands at the boxes. */
export function RemarkTicks({ report: { findings, counts, tjanst }, unticked }: Props) {
  const t = useTranslations('send.review')
  const locale = useLocale()
  const remarks = groupFindings(findings, counts).filter(({ severity }) => severity === 'varning')
  if (remarks.length === 0) return null
  const isMissing = unticked.length > 0
  return (
    <fieldset className={`grid gap-3 ${isMissing ? 'border-danger border-l-4 pl-3' : ''}`}>
      <legend className="mb-3 font-semibold">{t('tickTitle')}</legend>
      {isMissing && (
        <p id="last-fel" role="alert" className="font-semibold text-danger">
          {t('tickMissing')}
        </p>
      )}
      {remarks.map(({ code, count }) => (
        <Checkbox
          key={code}
          name="last"
          value={code}
          id={`last-${code}`}
          required
          aria-invalid={unticked.includes(code) || undefined}
          aria-describedby={unticked.includes(code) ? 'last-fel' : undefined}
          label={t('tick', { title: findingTitle(code, locale, tjanst), count })}
        />
      ))}
    </fieldset>
  )
}
