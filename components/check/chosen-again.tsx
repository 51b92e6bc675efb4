'use client'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { formatSize } from '#lib/text/format-size.ts'
import type { ChosenBefore } from './chosen-memory.ts'

/** After a reload: what was chosen and not handed in, which is to be chosen again. */
export function ChosenAgain({ files }: { files: readonly ChosenBefore[] }) {
  const t = useTranslations('send.file')
  const locale = useLocale()
  const format = useFormatter()
  if (files.length === 0) return null
  const names = format.list(files.map(({ name, size }) => `${name} (${formatSize(size, locale)})`))
  return (
    <p role="status" className="border-warning-line border-l-4 pl-3 wrap-anywhere">
      {t('before', { names, count: files.length })}
    </p>
  )
}
