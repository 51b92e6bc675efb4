'use client'
import { useTranslations } from 'next-intl'
import { type SubmitEvent, useState } from 'react'
import { closerParts } from '#components/check/load-closer-parts.ts'
import { Button } from '#components/ui/button.tsx'
import type { Report } from '#lib/checking/report.ts'

type Props = { report: Report; onSend: () => void }

/** Remarks ticked one by one; one button. For whom, how many and by when is the verdict's. */
export function Review({ report, onSend }: Props) {
  const t = useTranslations('send.review')
  const [unticked, setUnticked] = useState<string[]>([])

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const left = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[name=last]:not(:checked)')]
    setUnticked(left.map(({ value }) => value))
    if (left[0]) left[0].focus()
    else onSend()
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {report.findings.length > 0 && <Ticks report={report} unticked={unticked} />}
      <div className="grid justify-items-start gap-3">
        <Button size="large">{t('button')}</Button>
        <p className="text-small text-muted">{t('note')}</p>
      </div>
    </form>
  )
}

function Ticks(props: { report: Report; unticked: readonly string[] }) {
  const { RemarkTicks } = closerParts()
  return <RemarkTicks {...props} />
}
