'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { REPORT_KINDS } from '#lib/report-files/report-kinds.ts'
import type { MakeFileInput, MakeFileResult } from './check-messages.ts'
import { saveBlob } from './save-blob.ts'
import type { CheckedFile } from './use-check.ts'

/** Larger files are not marked or anonymised: both hold the whole file in memory. */
const MAX_WHOLE_BYTES = 100_000_000

type Props = { checked: CheckedFile; make: (wish: MakeFileInput) => Promise<MakeFileResult> }
type State = { kind: 'idle' | 'making' } | { kind: 'done'; made: MakeFileResult }

/** Saves the report, and the file with its faults marked or anonymised. Everything is made in the browser. */
export function KeepReport({ checked: { report, chosen }, make }: Props) {
  const t = useTranslations('send.keep')
  const locale = useLocale()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const isWholeOk = chosen.size <= MAX_WHOLE_BYTES && report.format !== null && report.findings.length > 0

  async function save(what: MakeFileInput['what']) {
    setState({ kind: 'making' })
    const made = await make({ what, locale })
    if (made.kind === 'made') saveBlob(made)
    setState({ kind: 'done', made })
  }

  const button = (what: MakeFileInput['what'], text: string, kind: 'secondary' | 'quiet' = 'secondary') => (
    <Button key={what} type="button" kind={kind} size="small" disabled={state.kind === 'making'} onClick={() => void save(what)}>
      {text}
    </Button>
  )
  return (
    <div className="max-w-doing print:hidden">
      <Disclosure summary={t('title')}>
        <p>{t('lead')}</p>
        <div className="flex flex-wrap gap-3">
          {REPORT_KINDS.map((what) => button(what, t(`of.${what}`)))}
          {isWholeOk && button('marked', t('of.marked'))}
          {isWholeOk && button('anonymous', t('anonymous'))}
          <Button type="button" kind="quiet" size="small" onClick={() => window.print()}>
            {t('print')}
          </Button>
        </div>
        {isWholeOk && (
          <p className="text-small text-muted">
            {t('secret')} {t('anonymousNote')}
          </p>
        )}
        <p role="status">
          {state.kind === 'making' && t('making')}
          {state.kind === 'done' && <KeptFile made={state.made} />}
        </p>
      </Disclosure>
    </div>
  )
}

function KeptFile({ made }: { made: MakeFileResult }) {
  const t = useTranslations('send.keep')
  if (made.kind === 'refused') return <span className="font-semibold text-danger">{t(`failed.${made.why}`)}</span>
  return (
    <>
      {t('done', { name: made.name })} {made.otherFaults && t('otherFaults')}
    </>
  )
}
