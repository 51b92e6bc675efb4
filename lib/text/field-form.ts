import { createTranslator } from 'use-intl/core'
import type { Field } from '#lib/services/description.ts'
import { docsTexts } from './docs.ts'
import type { Locale } from './locale.ts'

/** How a field's value is written, in words. */
export function fieldForm({ type }: Pick<Field, 'type'>, locale: Locale): string {
  const t = createTranslator({ locale, messages: docsTexts[locale].types })
  switch (type.kind) {
    case 'text':
      return t('text', { max: type.max })
    case 'email':
      return t('email', { min: type.min, max: type.max })
    case 'identity':
      return t(type.of === 'person' ? 'person' : type.onlyTwelveDigits ? 'anyTwelve' : 'any')
    case 'date':
    case 'month':
    case 'clock':
      return t(type.kind)
    case 'choice':
      return t('choice', { values: type.values.join(', ') })
    case 'digits':
      return t(type.min === type.max ? 'digitsExactly' : 'digits', { min: type.min, max: type.max })
    case 'number':
      return t('number', { min: type.min, max: type.max, decimals: type.decimals })
    case 'count':
      return t('count', { of: type.of })
  }
}
