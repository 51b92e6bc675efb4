import { useLocale, useTranslations } from 'next-intl'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Fold } from '#components/ui/fold.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { DeskCase } from '#lib/joining/desk/read-case.ts'
import { clockAndDay } from '#lib/text/format-time.ts'

/** The supporting files: downloaded, never opened in the portal's name. */
export function CaseFiles({ found: { reference, document, files } }: { found: DeskCase }) {
  const t = useTranslations('desk.case')
  const differs = basisDiffers({ document, files })
  return (
    <>
      {differs && <Notice tone="warning" level={3} title={t('basisDiffers')} />}
      {files.length === 0 && <p>{t('noFiles')}</p>}
      {files.length > 0 && <p className="text-small text-muted">{t('fileHint')}</p>}
      <ul className="grid gap-2">
        {files.map(({ id, name, kind }) => (
          <li key={id}>
            {t(`file.${kind}`)}:{' '}
            <TextLink href={`/api/drift/anslutningar/${reference}/fil/${id}`} download>
              {name}
            </TextLink>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Whether what was signed names other supporting files than those that are attached. */
function basisDiffers({ document, files }: Pick<DeskCase, 'document' | 'files'>): boolean {
  if (!document) return false
  const attached = files.filter(({ kind }) => kind === 'basis').map(({ sha256 }) => sha256)
  return attached.sort().join() !== [...document.content.signing.basis].sort().join()
}

/** The checksums of what was signed and of the files. */
export function CaseTechnical({ found: { digest, files } }: { found: DeskCase }) {
  const t = useTranslations('desk.case')
  const mono = (text: string | null) => <span className="font-mono text-small">{text}</span>
  return (
    <Fold id="teknik" title={t('technical')}>
      <DefinitionList
        rows={[
          { term: t('digest'), text: mono(digest) },
          ...files.map(({ id, name, sha256 }) => ({
            key: id,
            term: <span className="wrap-anywhere">{name}</span>,
            text: mono(sha256),
          })),
        ]}
      />
    </Fold>
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
