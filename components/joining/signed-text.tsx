import { useTranslations } from 'next-intl'
import { Disclosure } from '#components/ui/disclosure.tsx'

type Props = { lead?: string; text: string; translation: string | undefined }

/** Exactly what is signed, in Swedish; beside it a translation for who reads the pages in another language. */
export function SignedText({ lead, text, translation }: Props) {
  const t = useTranslations('joiningPages')
  return (
    <div className="grid gap-3">
      {lead && <p>{lead}</p>}
      <div lang="sv" className="rounded-card border border-edge bg-page p-4 whitespace-pre-wrap wrap-anywhere sm:p-6">
        {text}
      </div>
      {translation && (
        <Disclosure summary={t('review.translation')}>
          <div className="whitespace-pre-wrap wrap-anywhere">{translation}</div>
        </Disclosure>
      )}
    </div>
  )
}
