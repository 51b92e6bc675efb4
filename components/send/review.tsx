'use client'
import { useLocale, useTranslations } from 'next-intl'
import { type SubmitEvent, useState } from 'react'
import { groupFindings } from '#components/check/group-findings.ts'
import type { CheckedFile } from '#components/check/use-check.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { deadlineSentences } from '#lib/text/deadlines.ts'
import { findingTitle } from '#lib/text/findings.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { serviceText } from '#lib/text/services.ts'

type Props = {
  checked: CheckedFile
  employer: { name: string; orgnr: string }
  serviceId: string
  now: Date
  onSend: () => void
}

/** Who for, what, how many, by when; remarks ticked one by one; one button. */
export function Review({ checked, employer, serviceId, now, onSend }: Props) {
  const t = useTranslations('send.review')
  const services = useTranslations('services')
  const locale = useLocale()
  const { file, report } = checked
  const warnings = groupFindings(report.findings, report.counts).filter(({ severity }) => severity === 'varning')
  const cases = services(`cases.${serviceText(serviceId)}`, { count: report.poster })
  const deadlines = deadlineSentences(report, locale, now)
  const [missing, setMissing] = useState<string[]>([])
  const [tries, setTries] = useState(0)
  const label = (code: string, count: number) => t('tick', { title: findingTitle(code, locale, serviceId), count })

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const ticked = new FormData(event.currentTarget).getAll('last')
    const unticked = warnings.map(({ code }) => code).filter((code) => !ticked.includes(code))
    setMissing(unticked)
    setTries(tries + 1)
    if (unticked.length === 0) onSend()
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5 *:min-w-0">
      <dl className="grid gap-3">
        <Fact term={t('for')}>{`${employer.name}, ${employer.orgnr}`}</Fact>
        <Fact term={t('what')}>{`${services(`name.${serviceText(serviceId)}`)}, ${cases}`}</Fact>
        <Fact term={t('file')}>{`${file.name}, ${formatSize(file.size, locale)}`}</Fact>
        {deadlines.length > 0 && <Fact term={t('deadline')}>{deadlines.join(' ')}</Fact>}
      </dl>
      {missing.length > 0 && (
        <ErrorSummary key={tries} title={t('tickFirst')} errors={[{ text: t('tickMissing'), href: `#last-${missing[0]}` }]} />
      )}
      {warnings.length > 0 && (
        <fieldset className="grid gap-3">
          <legend className="mb-3 font-semibold">{t('tickTitle')}</legend>
          {warnings.map(({ code, count }) => (
            <Checkbox key={code} name="last" value={code} id={`last-${code}`} required label={label(code, count)} />
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

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-small text-muted">{term}</dt>
      <dd className="font-semibold wrap-anywhere">{children}</dd>
    </div>
  )
}
