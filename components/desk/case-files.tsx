import { useLocale, useTranslations } from 'next-intl'
import { TextLink } from '#components/ui/text-link.tsx'
import type { DeskCase } from '#lib/joining/desk/read-case.ts'
import { clockAndDay } from '#lib/text/format-time.ts'

/** The supporting files: downloaded, never opened in the portal's name. */
export function CaseFiles({ found: { reference, files } }: { found: DeskCase }) {
  const t = useTranslations('desk.case')
  if (files.length === 0) return <p>{t('noFiles')}</p>
  return (
    <>
      <p className="text-small text-muted">{t('fileHint')}</p>
      <ul className="grid gap-2">
        {files.map(({ id, name, kind, sha256 }) => (
          <li key={id}>
            {t(`file.${kind}`)}:{' '}
            <TextLink href={`/api/drift/anslutningar/${reference}/fil/${id}`} download>
              {name}
            </TextLink>
            <span className="block font-mono text-small text-muted wrap-anywhere">{sha256}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What operators have done with it. */
export function CaseHistory({ found: { decisions } }: { found: DeskCase }) {
  const t = useTranslations('desk.case')
  const locale = useLocale()
  const now = new Date()
  if (decisions.length === 0) return <p>{t('nothing')}</p>
  return (
    <ol className="grid gap-3">
      {decisions.map(({ id, at, by, decision, reason, voidedAt }) => (
        <li key={id}>
          {clockAndDay(at, locale, now)}: {by} {t(`did.${decision}`)}
          {voidedAt && ` (${t('voided')})`}
          {reason && <blockquote className="border-l-4 border-line pl-4 whitespace-pre-wrap wrap-anywhere">{reason}</blockquote>}
        </li>
      ))}
    </ol>
  )
}
