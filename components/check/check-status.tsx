import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { formatSize } from '#lib/text/format-size.ts'
import { ProblemNotice } from './problem-notice.tsx'
import type { CheckState } from './use-check.ts'

/** Bytes read before the number of cases is estimated. */
const ENOUGH_BYTES = 1_000_000

type Props = { state: CheckState; maxBytes: number; onCancel: () => void; level?: 1 | 2 }

/** What goes on while a file is checked, and why no check could be made; nothing once there is a result. */
export function CheckStatus({ state, maxBytes, onCancel, level = 2 }: Props) {
  const t = useTranslations('send.checking')
  return (
    <>
      <p role="status" className={state.kind === 'cancelled' ? '' : 'sr-only'}>
        {state.kind === 'checking' && t('start', { name: state.file.name })}
        {state.kind === 'cancelled' && t('cancelled')}
      </p>
      {state.kind === 'checking' && <CheckProgress {...state} onCancel={onCancel} />}
      {state.kind === 'problem' && <ProblemNotice file={state.file} reason={state.reason} maxBytes={maxBytes} level={level} />}
    </>
  )
}

type ProgressProps = Extract<CheckState, { kind: 'checking' }> & { onCancel: () => void }

/** Progress while the file is read. The total number of cases is estimated from the bytes read. */
function CheckProgress({ file, bytes, poster, onCancel }: ProgressProps) {
  const t = useTranslations('send.checking')
  const format = useFormatter()
  const locale = useLocale()
  const expected = bytes > 0 ? Math.round((poster / bytes) * file.size) : 0
  const text =
    poster > 0 && bytes >= ENOUGH_BYTES
      ? t('count', { done: format.number(poster), total: format.number(roughly(expected)) })
      : t('reading', { done: formatSize(bytes, locale), total: formatSize(file.size, locale) })
  return (
    <div className="grid max-w-doing justify-items-start gap-3">
      <div className="w-full">
        <ProgressBar label={t('title', { name: file.name })} value={bytes} max={Math.max(1, file.size)} text={text} />
      </div>
      <Button type="button" kind="secondary" size="small" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}

/** Rounded to two significant figures: it is an estimate, and would change at every update. */
function roughly(count: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1)
  return Math.round(count / step) * step
}
