import { useLocale, useTranslations } from 'next-intl'
import type { Field, Part } from '#lib/services/description.ts'
import { fieldForm } from '#lib/text/field-form.ts'
import { isLocale } from '#lib/text/locale.ts'

/** How a field's value is written, in words. */
export function useFieldForm(): (field: Field) => string {
  const locale = useLocale()
  return (field) => fieldForm(field, isLocale(locale) ? locale : 'en')
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
