'use client'
import { useLocale, useTranslations } from 'next-intl'
import { groupFindings } from '#components/check/group-findings.ts'
import type { CheckedFile } from '#components/check/use-check.ts'
import { useFailureSentence } from '#components/send/use-failure-sentence.ts'
import type { SendFailure } from '#components/send/use-send.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { findingTitle } from '#lib/text/findings.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { serviceText } from '#lib/text/services.ts'
import { type BatchFile, isReadingNeeded, type Standing } from './batch.ts'

type Props = {
  file: BatchFile
  standing: Standing
  checkOnly: boolean
  /** While files are checked or sent none is opened or taken away. */
  isLocked: boolean
  onRead: (isRead: boolean) => void
  onOpen: () => void
  onDrop: () => void
}

const LOOKS: Record<Standing, { icon: IconName; colour: string }> = {
  busy: { icon: 'waiting', colour: 'text-muted' },
  ready: { icon: 'success', colour: 'text-success' },
  unread: { icon: 'warning', colour: 'text-warning' },
  question: { icon: 'warning', colour: 'text-warning' },
  twin: { icon: 'neutral', colour: 'text-muted' },
  stopped: { icon: 'danger', colour: 'text-danger' },
  received: { icon: 'success', colour: 'text-success' },
}

/** One file of several: its name, where it stands, what to read of it, and the ways on. */
export function BatchRow({ file: { id, file, state }, standing, checkOnly, isLocked, onRead, onOpen, onDrop }: Props) {
  const t = useTranslations('batch')
  const locale = useLocale()
  const isFailed = state.kind === 'failed' && standing === 'ready'
  const { icon, colour } = isFailed ? LOOKS.stopped : LOOKS[standing]
  return (
    <li className="grid gap-3 border-b border-line py-4 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="flex items-start gap-3">
        <Icon name={icon} className={`size-6 ${colour}`} />
        <div className="grid min-w-0 gap-1">
          <p className="wrap-anywhere">
            <span className="font-semibold">{file.name}</span>
            <span className="text-muted">, {formatSize(file.size, locale)}</span>
          </p>
          <BatchFileWords state={state} standing={standing} checkOnly={checkOnly} />
        </div>
      </div>
      {standing !== 'received' && (
        <div className="flex flex-wrap items-start gap-x-2 sm:justify-end">
          <Button
            type="button"
            kind="quiet"
            size="small"
            disabled={isLocked}
            aria-label={t('open', { name: file.name })}
            onClick={onOpen}
          >
            {t('openShort')}
          </Button>
          <Button
            type="button"
            kind="quiet"
            size="small"
            disabled={isLocked}
            aria-label={t('drop', { name: file.name })}
            onClick={onDrop}
          >
            {t('dropShort')}
          </Button>
        </div>
      )}
      {!checkOnly &&
        state.kind === 'checked' &&
        (standing === 'unread' || standing === 'ready') &&
        isReadingNeeded(state.checked) && (
          <div className="pl-9 sm:col-span-2">
            <Remarks id={id} name={file.name} checked={state.checked} isRead={state.isRead} onRead={onRead} />
          </div>
        )}
    </li>
  )
}

function BatchFileWords({ state, standing, checkOnly }: { state: BatchFile['state']; standing: Standing; checkOnly: boolean }) {
  const t = useTranslations('batch.is')
  const send = useTranslations('send')
  const services = useTranslations('services.cases')
  if (state.kind === 'problem')
    return <p>{state.reason === 'cancelled' ? send('checking.cancelled') : send(`problemShort.${state.reason}`)}</p>
  if (state.kind === 'failed')
    return <Failure failure={state.failure} isUncertain={state.isUncertain} isQuestion={standing === 'question'} />
  if (state.kind === 'received')
    return (
      <p>
        {t('received')}{' '}
        <TextLink href={`/inlamningar/${state.reference}${state.repeat ? '?dubblett=1' : ''}`} target="_blank">
          {send('next.receipt', { reference: state.reference })}
        </TextLink>
      </p>
    )
  if (state.kind === 'sending') return <p>{t('sending', { share: state.share })}</p>
  if (state.kind !== 'checked') return <p className="text-muted">{t(state.kind)}</p>
  if (standing === 'twin') return <p>{t('twin')}</p>
  const { stop, varning, poster, tjanst } = state.checked.report
  if (stop > 0) return <p>{send(checkOnly ? 'verdict.stoppedCheckOnly' : 'verdict.stopped', { count: stop })}</p>
  const cases = services(serviceText(tjanst), { count: poster })
  if (varning > 0)
    return <p>{`${send(checkOnly ? 'verdict.warningsCheckOnly' : 'verdict.warnings', { count: varning })}: ${cases}`}</p>
  return <p>{send(checkOnly ? 'verdict.cleanCheckOnly' : 'verdict.clean', { cases })}</p>
}

function Failure({ failure, isUncertain, isQuestion }: { failure: SendFailure; isUncertain: boolean; isQuestion: boolean }) {
  const t = useTranslations('batch.is')
  const why = useFailureSentence(failure)
  if (isQuestion) return <p>{t('question')}</p>
  return <p>{t(isUncertain ? 'uncertain' : 'failed', { why })}</p>
}

type RemarksProps = { id: number; name: string; checked: CheckedFile; isRead: boolean; onRead: (isRead: boolean) => void }

/** What is to be read of a file, and the tick that it is read. */
function Remarks({ id, name, checked: { report, converted }, isRead, onRead }: RemarksProps) {
  const t = useTranslations('batch')
  const tick = useTranslations('send.findings')
  const locale = useLocale()
  const repairs = Object.values(converted?.repairCounts ?? {}).reduce((sum, count) => sum + count, 0)
  const remarks = [
    ...groupFindings(report.findings, report.counts).map(
      ({ code, count }) => `${findingTitle(code, locale, report.tjanst)} (${tick('times', { count })})`,
    ),
    ...(repairs > 0 ? [t('repaired', { count: repairs })] : []),
  ]
  return (
    <Checkbox
      name={`last-${id}`}
      label={<span className="wrap-anywhere">{t('read', { name, remarks: remarks.join(', ') })}</span>}
      checked={isRead}
      onChange={(event) => onRead(event.currentTarget.checked)}
    />
  )
}
