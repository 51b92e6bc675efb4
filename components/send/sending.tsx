'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useFocusOnShow } from '#components/check/use-focus-on-show.ts'
import { Button } from '#components/ui/button.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { formatSize } from '#lib/text/format-size.ts'
import type { UploadProgress } from './send-file.ts'

type Props = { file: File; progress: UploadProgress; onCancel: () => void }

/** While the bytes go up: how far, and whether one should stay. */
export function Sending({ file, progress, onCancel }: Props) {
  const t = useTranslations('send.sending')
  const locale = useLocale()
  const box = useFocusOnShow<HTMLDivElement>()
  const { sent, mayLeave } = progress
  const happened = useHappened(progress, file)
  const isSent = sent >= file.size
  const text = isSent ? t('waiting') : t('progress', { sent: formatSize(sent, locale), total: formatSize(file.size, locale) })
  return (
    <div ref={box} tabIndex={-1} className="grid justify-items-start gap-3">
      <p role="status" className="sr-only">
        {t('start')}
      </p>
      <p role="status" className={happened ? 'font-semibold' : 'sr-only'}>
        {happened}
      </p>
      <div className="w-full">
        <ProgressBar
          label={t('title', { name: file.name })}
          {...(isSent ? {} : { value: sent })}
          max={Math.max(1, file.size)}
          text={text}
        />
      </div>
      <p>{t(mayLeave ? 'mayLeave' : 'stay')}</p>
      <Button type="button" kind="secondary" size="small" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}

/** What is not as it should be on the way up, or was not. */
function useHappened({ isWaiting, resumedAt, startedAnew }: UploadProgress, file: File): string | undefined {
  const t = useTranslations('send.sending')
  if (isWaiting) return t('broken')
  if (resumedAt) return t('resumed', { share: resumedAt / Math.max(1, file.size) })
  return startedAnew ? t('startedAnew') : undefined
}
