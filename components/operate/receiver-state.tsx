import { useLocale, useTranslations } from 'next-intl'
import { StatusDot } from '#components/ui/status-dot.tsx'
import type { StatusTone } from '#components/ui/status-tag.tsx'
import type { ReceiverLine } from '#lib/submissions/receiver-line.ts'
import { clockAndDay } from '#lib/text/format-time.ts'
import { openingWords } from '#lib/text/line.ts'
import { useWaitSentence } from './wait-notice.tsx'

const TONE: Record<ReceiverLine['kind'], StatusTone> = {
  working: 'success',
  failing: 'danger',
  quiet: 'neutral',
  closed: 'neutral',
}

/** How it goes at the receiver: since when and how it fails, when it last took a file, when it is open. Never how many files. */
export function ReceiverState({ line }: { line: ReceiverLine }) {
  const t = useTranslations('line')
  const health = useTranslations('health')
  const sentence = useWaitSentence()
  const locale = useLocale()
  const { kind, lastAccepted, hours } = line
  return (
    <div className="grid gap-1.5 border-y border-line py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <span className="font-semibold">{health('receiver')}</span>
        <StatusDot tone={TONE[kind]}>{t(`state.${kind}`)}</StatusDot>
      </div>
      {(kind === 'failing' || kind === 'closed') && <p>{sentence(line)}</p>}
      <p>{lastAccepted ? t('accepted', { time: clockAndDay(lastAccepted, locale, new Date()) }) : t('neverAccepted')}</p>
      {hours.length > 0 && <p>{t('hours', { hours: openingWords(hours, locale) })}</p>}
    </div>
  )
}
