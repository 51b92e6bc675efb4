'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ObjectButton } from '#components/ui/object-button.tsx'

type Props = {
  reference: string
  /** Seconds until it is sent, when the page was made. */
  seconds: number
  /** The time when it is sent, with its day when that is another than today. */
  sentAt: string
}

/** More seconds than this nobody counts: the time is told instead. */
const COUNTED = 120

/**
 * Takes a hand-in back before it is sent: one press, no question. When little time is left its seconds are counted by the page, and
 * said once; without JavaScript they stand as they were.
 */
export function Undo({ reference, seconds, sentAt }: Props) {
  const t = useTranslations('submissions.page')
  const [left, setLeft] = useState(seconds)
  const [said, setSaid] = useState('')
  const words = (after: number) => (after > COUNTED ? t('undoAt', { time: sentAt }) : t('undoIn', { seconds: after }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, whatever the page is made anew with
  useEffect(() => setSaid(words(seconds)), [])
  useEffect(() => {
    const begun = performance.now()
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil(seconds - (performance.now() - begun) / 1000))), 250)
    return () => clearInterval(timer)
  }, [seconds])
  return (
    <form
      method="post"
      action={`/api/inlamningar/${reference}?aterkalla=1`}
      className="flex flex-wrap items-center gap-x-5 gap-y-3 print:hidden"
    >
      <p className="tabular-nums">{left > 0 ? words(left) : t('undoOver')}</p>
      <ObjectButton kind="secondary" of={reference}>
        {t('undo')}
      </ObjectButton>
      <p role="status" className="sr-only">
        {said}
      </p>
    </form>
  )
}
