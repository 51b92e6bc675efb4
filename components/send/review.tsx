'use client'
import { useLocale, useTranslations } from 'next-intl'
import { type SubmitEvent, useState } from 'react'
import { groupFindings } from '#components/check/group-findings.ts'
import type { CheckedFile } from '#components/check/use-check.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { findingTitle } from '#lib/text/findings.ts'

type Props = { checked: CheckedFile; serviceId: string; onSend: () => void }

/** Remarks ticked one by one; one button. For whom, how many and by when is the verdict's. */
export function Review({ checked: { report }, serviceId, onSend }: Props) {
  const t = useTranslations('send.review')
  const locale = useLocale()
  const warnings = groupFindings(report.findings, report.counts).filter(({ severity }) => severity === 'varning')
  const [missing, setMissing] = useState<string[]>([])
  const label = (code: string, count: number) => t('tick', { title: findingTitle(code, locale, serviceId), count })

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const ticked = new FormData(form).getAll('last')
    const unticked = warnings.map(({ code }) => code).filter((code) => !ticked.includes(code))
    setMissing(unticked)
    if (unticked.length === 0) onSend()
    else form.querySelector<HTMLInputElement>('input[name=last]:not(:checked)')?.focus()
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5 *:min-w-0">
      {warnings.length > 0 && (
        <fieldset className={`grid gap-3 ${missing.length > 0 ? 'border-danger border-l-4 pl-3' : ''}`}>
          <legend className="mb-3 font-semibold">{t('tickTitle')}</legend>
          {missing.length > 0 && (
            <p id="last-fel" role="alert" className="font-semibold text-danger">
              {t('tickMissing')}
            </p>
          )}
          {warnings.map(({ code, count }) => (
            <Checkbox
              key={code}
              name="last"
              value={code}
              id={`last-${code}`}
              required
              aria-invalid={missing.includes(code) || undefined}
              aria-describedby={missing.includes(code) ? 'last-fel' : undefined}
              label={label(code, count)}
            />
          ))}
        </fieldset>
      )}
      <div className="grid justify-items-start gap-3">
        <Button size="large">{t('button')}</Button>
        <p className="text-small text-muted">{t('note')}</p>
      </div>
    </form>
  )
}
