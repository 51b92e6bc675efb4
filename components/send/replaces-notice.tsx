import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { ReplacedSubmission } from '#lib/submissions/find-replaced.ts'

/** Which submission the new file is to replace, or why it cannot: then it is handed in by itself. */
export function ReplacesNotice({ replaced }: { replaced: ReplacedSubmission }) {
  const t = useTranslations('send.replaces')
  const link = (reference: string) => (text: ReactNode) => <TextLink href={`/inlamningar/${reference}`}>{text}</TextLink>
  switch (replaced.kind) {
    case 'ok':
      return (
        <Notice tone="info" title={t('title', { reference: replaced.reference })}>
          <p className="wrap-anywhere">{t.rich(replaced.first, { file: replaced.fileName, link: link(replaced.reference) })}</p>
        </Notice>
      )
    case 'replaced':
      return (
        <Notice tone="warning" title={t('already')}>
          <p>{t.rich('alreadyBy', { reference: replaced.by, link: link(replaced.by) })}</p>
        </Notice>
      )
    case 'not-now':
    case 'other-service':
    case 'not-found':
      return (
        <Notice tone="warning" title={t(replaced.kind)}>
          <p>{t('byItself')}</p>
        </Notice>
      )
  }
}
