'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import { formatSizesApart } from '#lib/text/format-size.ts'
import { useFocusOnShow } from './use-focus-on-show.ts'

type Props = { file: File; reason: 'unreadable' | 'tooLarge' | 'broke'; maxBytes: number; level?: 1 | 2 }

/** The check could not be made: the file is too large, cannot be read, or the check broke. */
export function ProblemNotice({ file, reason, maxBytes, level = 2 }: Props) {
  const t = useTranslations('send.problem')
  const locale = useLocale()
  const box = useFocusOnShow<HTMLDivElement>()
  const [size, max] = formatSizesApart([file.size, maxBytes], locale)
  const sentence = reason === 'tooLarge' ? t('tooLarge', { size, max }) : t(reason)
  return (
    <div ref={box} tabIndex={-1} className="max-w-doing">
      <Notice tone="danger" title={t('title')} level={level}>
        <p className="wrap-anywhere">{file.name}</p>
        <p>{sentence}</p>
      </Notice>
    </div>
  )
}
