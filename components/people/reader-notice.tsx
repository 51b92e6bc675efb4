import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

type Props = {
  employer: string
  /** What the page has for others. */
  lacks: 'handIn' | 'act' | 'open'
  children?: ReactNode
}

/** In place of what a reader may not do: what is missing, and who can give it. */
export function ReaderNotice({ employer, lacks, children }: Props) {
  const t = useTranslations('accounts.reader')
  return (
    <Notice tone="info" title={t('title', { employer })}>
      <p>
        {t('sees')} {t(lacks)}
      </p>
      <p>
        {t('ask')} <TextLink href="/foretaget/personer">{t('whoThey')}</TextLink>
      </p>
      {children}
    </Notice>
  )
}
