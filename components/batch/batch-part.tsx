'use client'
import { useTranslations } from 'next-intl'
import { useFocusOnShow } from '#components/check/use-focus-on-show.ts'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { serviceText } from '#lib/text/services.ts'
import { type BatchFile, sendableIn, standingOf } from './batch.ts'
import { BatchRow } from './batch-row.tsx'
import type { Batch } from './use-batch.ts'

export type BatchSender = { isSending: boolean; sendAll: (files: readonly BatchFile[]) => Promise<void>; stop: () => void }

type Props = {
  batch: Batch
  serviceId: string
  employer: { name: string; orgnr: string } | undefined
  /** Absent where nothing is sent. */
  sender: BatchSender | undefined
}

/** The verdict on several files at once, each file with its own, and one button for those that can be sent. */
export function BatchPart({ batch, serviceId, employer, sender }: Props) {
  const t = useTranslations('batch')
  const services = useTranslations('services.name')
  const { files } = batch
  const isBusy = files.some((file) => standingOf(file, files) === 'busy')
  const phase = usePhase(files, sender)
  return (
    <section aria-labelledby="filer" className="grid max-w-doing gap-6">
      <div className="grid gap-2">
        <PhaseHeading key={phase.kind}>{phase.words}</PhaseHeading>
        {employer && phase.kind !== 'sent' && (
          <p className="wrap-anywhere">
            {t('for', { employer: employer.name, orgnr: employer.orgnr, service: services(serviceText(serviceId)) })}
          </p>
        )}
      </div>
      <ul aria-label={t('list')} className="border-t border-line">
        {files.map((file) => (
          <BatchRow
            key={file.id}
            file={file}
            standing={standingOf(file, files)}
            checkOnly={!sender}
            isLocked={isBusy}
            onRead={(isRead) => file.state.kind === 'checked' && batch.set(file.id, { ...file.state, isRead })}
            onOpen={() => batch.open(file.id)}
            onDrop={() => batch.drop(file.id)}
          />
        ))}
      </ul>
      {sender && !isBusy && <SendAll files={files} onSend={(ready) => void sender.sendAll(ready)} />}
      {sender?.isSending && (
        <div>
          <Button type="button" kind="secondary" size="small" onClick={sender.stop}>
            {t('stop')}
          </Button>
        </div>
      )}
      {phase.kind === 'sent' && (
        <div className="grid justify-items-start gap-3">
          <p>{t('sent.next')}</p>
          <LinkButton kind="secondary" href="/inlamningar">
            {t('sent.list')}
          </LinkButton>
        </div>
      )}
    </section>
  )
}

/** Takes the focus at each new phase, so that screen readers announce it once. */
function PhaseHeading({ children }: { children: string }) {
  const heading = useFocusOnShow<HTMLHeadingElement>()
  return (
    <h2 id="filer" ref={heading} tabIndex={-1} className="text-h2 font-bold tracking-tight">
      {children}
    </h2>
  )
}

function SendAll({ files, onSend }: { files: readonly BatchFile[]; onSend: (ready: BatchFile[]) => void }) {
  const t = useTranslations('batch')
  const ready = sendableIn(files)
  const standings = files.map((file) => standingOf(file, files))
  const count = (standing: string) => standings.filter((each) => each === standing).length
  const left = files.length - count('received') - count('twin')
  return (
    <div className="grid justify-items-start gap-3">
      {count('unread') > 0 && <p>{t('unread', { count: count('unread') })}</p>}
      {count('stopped') > 0 && <p>{t('stopped', { count: count('stopped') })}</p>}
      {ready.length > 0 && (
        <>
          <Button type="button" size="large" onClick={() => onSend(ready)}>
            {ready.length === left ? t('send', { count: ready.length }) : t('sendSome', { count: ready.length, all: left })}
          </Button>
          <p className="text-small text-muted">{t('note')}</p>
        </>
      )}
    </div>
  )
}

type Phase = { kind: 'checking' | 'checked' | 'sending' | 'sent'; words: string }

/** How far it has come, in one sentence. */
function usePhase(files: readonly BatchFile[], sender: BatchSender | undefined): Phase {
  const t = useTranslations('batch')
  const services = useTranslations('services.cases')
  const all = files.length
  const received = files.filter(({ state }) => state.kind === 'received').length
  if (sender?.isSending) return { kind: 'sending', words: t('sending', { count: sendingIn(files) }) }
  if (files.some(({ state }) => state.kind === 'waiting' || state.kind === 'checking'))
    return { kind: 'checking', words: t('checking', { count: all }) }
  const twins = files.filter((file) => standingOf(file, files) === 'twin').length
  const left = all - received - twins
  if (received > 0)
    return {
      kind: 'sent',
      words: left === 0 ? t('sent.all', { count: received }) : t('sent.some', { count: received, all: all - twins, left }),
    }
  if (!sender) {
    const faulty = files.filter((file) => standingOf(file, files) === 'stopped').length
    return { kind: 'checked', words: t(faulty > 0 ? 'checked.faults' : 'checked.clean', { count: faulty, all }) }
  }
  const passing = files.filter((file) => ['ready', 'unread'].includes(standingOf(file, files)))
  const poster = passing.reduce((sum, { state }) => sum + ('checked' in state ? state.checked.report.poster : 0), 0)
  const service = passing.flatMap(({ state }) => ('checked' in state ? [state.checked.report.tjanst] : []))[0]
  if (!service) return { kind: 'checked', words: t('ready.none') }
  const cases = services(serviceText(service), { count: poster })
  return { kind: 'checked', words: t(passing.length === all ? 'ready.all' : 'ready.some', { count: passing.length, all, cases }) }
}

/** Files that are sent in this go, or were. */
const sendingIn = (files: readonly BatchFile[]): number =>
  files.filter((file) => file.state.kind === 'sending' || file.state.kind === 'received' || standingOf(file, files) === 'ready')
    .length
