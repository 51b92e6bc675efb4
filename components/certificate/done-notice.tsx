import { useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import type { certificates } from '#lib/text/certificates.ts'

/** What the form just did, first on its page. */
export function DoneNotice({ done }: { done: keyof typeof certificates.sv.done }) {
  const t = useTranslations('certificates.done')
  return <Notice tone="success" live="status" title={t(done)} />
}
