import { useLocale, useTranslations } from 'next-intl'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { REFUSALS, type RefusalCode } from '#lib/errors.ts'
import type { Locale } from '#lib/text/locale.ts'
import { refusalText } from '#lib/text/refusals.ts'

export type FormRefusal = { code: RefusalCode | 'bug'; reason: string | undefined; id: string | undefined }

/** A form that is shown again: what was typed, and the id of the field that made it refused. */
export type FormAgain = { refused: FormRefusal; fields: Readonly<Record<string, string>>; field: string }

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

type Props = {
  refused: FormRefusal
  /** The id of the field that is to be changed. */
  field?: string | undefined
}

/** Why the form did nothing, first on its page: links to its field, if there is one to change. */
export function RefusalNotice({ refused, field }: Props) {
  const t = useTranslations('send.failed')
  const { title, sentence } = wordsOf(refused, useLocale())
  return (
    <ErrorSummary title={title} errors={[{ text: sentence, ...(field && { href: `#${field}` }) }]}>
      {refused.id && <p className="text-small">{t('code', { id: refused.id })}</p>}
    </ErrorSummary>
  )
}

/** The same at the field. */
export function RefusalSentence({ refused }: Pick<Props, 'refused'>) {
  return wordsOf(refused, useLocale()).sentence
}

function wordsOf({ code, reason }: FormRefusal, locale: Locale): { title: string; sentence: string } {
  return code === 'bug' ? refusalText('unavailable', 'fault', locale) : refusalText(code, reason, locale)
}
