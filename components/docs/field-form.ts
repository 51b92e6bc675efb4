import { useTranslations } from 'next-intl'
import type { Field, Part } from '#lib/services/description.ts'

/** How a field's value is written, in words. */
export function useFieldForm(): (field: Field) => string {
  const t = useTranslations('docs.types')
  return ({ type }) => {
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
}

/** How many times something may stand where it stands. */
export function useOccurs(): (item: Field | Part) => string {
  const t = useTranslations('docs.fields')
  return (item) => {
    if ('fallback' in item && item.fallback) return t('fallback', { value: item.fallback })
    if (item.max === Number.POSITIVE_INFINITY) return t('many', { min: item.min })
    return item.min === item.max ? String(item.min) : t('between', { min: item.min, max: item.max })
  }
}
