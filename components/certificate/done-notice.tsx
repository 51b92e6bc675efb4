import { useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import type { certificateTexts } from '#lib/text/certificates.ts'

/** What the form just did, first on its page. */
export function DoneNotice({ done }: { done: keyof typeof certificateTexts.sv.done }) {
  const t = useTranslations('certificates.done')
  return <Notice tone="success" live="status" title={t(done)} />
}
