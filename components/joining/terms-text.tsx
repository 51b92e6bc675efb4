import { useTranslations } from 'next-intl'
import { Disclosure } from '#components/ui/disclosure.tsx'

type Props = { version: string; sha256: string; text: string; translation: string | undefined }

/** A version of the terms or the agreement, whole; the Swedish text is the one that counts. */
export function TermsText({ version, sha256, text, translation }: Props) {
  const t = useTranslations('joiningPages')
  return (
    <div className="grid gap-3">
      <p lang="sv" className="whitespace-pre-line wrap-anywhere">
        {text}
      </p>
      <p className="text-small wrap-anywhere text-muted">{t('terms.version', { version, sha256 })}</p>
      {translation && (
        <Disclosure summary={t('review.translation')}>
          <p className="whitespace-pre-line">{translation}</p>
        </Disclosure>
      )}
    </div>
  )
}
