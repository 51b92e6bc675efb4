import { useTranslations } from 'next-intl'
import type { Service } from '#lib/services/description.ts'
import { CodeBlock } from './code-block.tsx'

/** How the file is written as XML, and a file without faults. */
export function XmlPart({ service: { xml, root }, example }: { service: Service; example: string }) {
  const t = useTranslations('docs.xml')
  const inner = root.role === 'passed-over' ? root.content[0]?.name : undefined
  return (
    <>
      <div className="grid max-w-text gap-2">
        <p>{t('encodings', { encodings: xml.encodings.join(', ') })}</p>
        {xml.namespace && <p className="wrap-anywhere">{t('namespace', { namespace: xml.namespace })}</p>}
        <p>{t(xml.doctype ? 'doctype' : 'noDoctype')}</p>
      </div>
      {xml.doctype && <CodeBlock label="DOCTYPE" text={`<!DOCTYPE ${xml.doctype.name} SYSTEM "${xml.doctype.system}">`} />}
      {inner && <p className="max-w-text">{t('around', { part: inner })}</p>}
      <CodeBlock label={`${t('title')}: ${t('example')}`} text={example} />
    </>
  )
}
