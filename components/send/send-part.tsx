'use client'
// Here: handing a checked file in from the browser: review, one request or a resumable upload, progress, and what went wrong.
// The check before it is components/check's.
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { takeFromQueue, useFileQueue } from '#components/check/file-queue.ts'
import { originOf } from '#components/check/origin-of.ts'
import { rememberTable } from '#components/check/remember-table.ts'
import type { CheckedFile } from '#components/check/use-check.ts'
import { useFocusOnShow } from '#components/check/use-focus-on-show.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Review } from './review.tsx'
import { SendFailed } from './send-failed.tsx'
import { Sending } from './sending.tsx'
import { useSend } from './use-send.ts'

type Props = {
  checked: CheckedFile
  serviceId: string
  employer: { name: string; orgnr: string; edge: string }
  /** The reference of the submission that the file is to replace. */
  replaces: string | undefined
  /** True from the moment it goes until it is known not to have arrived. */
  onBusy: (isBusy: boolean) => void
  onReceived: () => void
  onChooseAgain: () => void
  onNext: (file: File) => void
}

/** From review to reference number. */
export function SendPart({ checked, serviceId, employer, replaces, onBusy, onReceived, onChooseAgain, onNext }: Props) {
  const t = useTranslations('send')
  const { state, send, cancel } = useSend()
  const { file, sha256, key, report } = checked
  const isBusy = state.kind === 'sending' || state.kind === 'received'
  useEffect(() => {
    onBusy(isBusy)
    return () => onBusy(false)
  }, [isBusy, onBusy])
  const isReceived = state.kind === 'received'
  useEffect(() => {
    if (isReceived) onReceived()
  }, [isReceived, onReceived])
  const told = state.kind === 'failed' && state.failure.kind === 'refused' ? state.failure.report : undefined
  // The button stands below these findings, so the person has seen them.
  const seen = Object.keys({ ...report.counts, ...told?.counts })
  const remembered = useRef<ReturnType<typeof rememberTable>>(undefined)
  async function start() {
    // What was answered about the table is kept when the person sends by it.
    remembered.current ??= rememberTable(checked.converted?.decided, { serviceId, edge: employer.edge })
    const origin = originOf(checked, await remembered.current)
    await send({ file, serviceId, employer: employer.edge, sha256, seen, key, replaces, origin })
  }
  return (
    <Section id="skicka" title={t('review.title')}>
      {state.kind === 'ready' && (
        <Review checked={checked} employer={employer} serviceId={serviceId} onSend={() => void start()} />
      )}
      {state.kind === 'sending' && <Sending file={file} progress={state} onCancel={cancel} />}
      {state.kind === 'failed' && <SendFailed {...state} onRetry={() => void start()} onChooseAgain={onChooseAgain} />}
      {state.kind === 'received' && <Received reference={state.reference} repeat={state.repeat} onNext={onNext} />}
    </Section>
  )
}

/** The last file leads to its receipt; with more in the queue one goes on here and the receipt is a link. */
function Received({ reference, repeat, onNext }: { reference: string; repeat: boolean; onNext: (file: File) => void }) {
  const t = useTranslations('send')
  const box = useFocusOnShow<HTMLDivElement>()
  const queue = useFileQueue()
  const address = `/inlamningar/${reference}${repeat ? '?dubblett=1' : ''}`
  const next = queue[0]
  // biome-ignore lint/correctness/useExhaustiveDependencies: decided when the answer came, not when the queue changes afterwards
  useEffect(() => {
    if (!next) window.location.assign(address)
  }, [])
  return (
    <div ref={box} tabIndex={-1}>
      <Notice
        tone="success"
        title={t('sending.done', { reference })}
        level={3}
        action={
          next && (
            <Button
              type="button"
              onClick={() => {
                const file = takeFromQueue()
                if (file) onNext(file)
              }}
            >
              {t('next.continue', { name: next.name })}
            </Button>
          )
        }
      >
        <p>
          {next ? (
            <TextLink href={address} target="_blank">
              {t('next.receipt', { reference })}
            </TextLink>
          ) : (
            t('sending.opening')
          )}
        </p>
        {next && <p>{t('next.waiting', { count: queue.length, names: queue.map(({ name }) => name).join(', ') })}</p>}
      </Notice>
    </div>
  )
}
