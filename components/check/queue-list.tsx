'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { dropFromQueue, takeFromQueue, useFileQueue } from './file-queue.ts'

type Props = {
  /** Nothing more can be done with the current file here. */
  canContinue: boolean
  onContinue: (file: File) => void
}

/** The files that wait; they are checked and sent one at a time. */
export function QueueList({ canContinue, onContinue }: Props) {
  const t = useTranslations('send.next')
  const queue = useFileQueue()
  const [first] = queue
  if (!first) return null

  function proceed() {
    const file = takeFromQueue()
    if (file) onContinue(file)
  }

  return (
    <section aria-labelledby="ko" className="grid max-w-doing justify-items-start gap-3 rounded-card bg-surface p-4">
      <h2 id="ko" className="font-semibold">
        {t('title')}
      </h2>
      <ul className="grid w-full gap-1">
        {queue.map((file, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may bear the same name, and none changes
          <li key={`${file.name} ${index}`} className="flex flex-wrap items-center justify-between gap-x-4">
            <span className="wrap-anywhere">{file.name}</span>
            <Button type="button" kind="quiet" size="small" onClick={() => dropFromQueue(file)}>
              {t('drop', { name: file.name })}
            </Button>
          </li>
        ))}
      </ul>
      {canContinue && (
        <Button type="button" kind="secondary" onClick={proceed}>
          {t('continue', { name: first.name })}
        </Button>
      )}
    </section>
  )
}
