import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import { REFUSALS, type RefusalCode } from '#lib/errors.ts'
import { refusalText } from '#lib/text/refusals.ts'

export type FormRefusal = { code: RefusalCode | 'bug'; reason: string | undefined; id: string | undefined }

type Query = Record<string, string | string[] | undefined>

/** What a plain form that failed brought back in the address: ?fel=<code>&fall=<case>&id=<id>. */
export function readRefused({ fel, fall, id }: Query): FormRefusal | undefined {
  if (typeof fel !== 'string' || !(fel === 'bug' || Object.hasOwn(REFUSALS, fel))) return undefined
  return {
    code: fel as RefusalCode | 'bug',
    reason: typeof fall === 'string' ? fall : undefined,
    id: typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined,
  }
}

/** Why the form did nothing, first on its page. */
export function RefusalNotice({ refused }: { refused: FormRefusal }) {
  const t = useTranslations('send.failed')
  const locale = useLocale()
  const { title, sentence } =
    refused.code === 'bug' ? refusalText('unavailable', 'fault', locale) : refusalText(refused.code, refused.reason, locale)
  return (
    <Notice tone="danger" title={title} live="alert">
      <p>{sentence}</p>
      {refused.id && <p className="text-small">{t('code', { id: refused.id })}</p>}
    </Notice>
  )
}
