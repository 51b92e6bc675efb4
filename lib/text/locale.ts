export const LOCALES = ['sv', 'en'] as const
export type Locale = (typeof LOCALES)[number]

export const TIME_ZONE = 'Europe/Stockholm'

export function isLocale(value: string | undefined): value is Locale {
  return LOCALES.some((locale) => locale === value)
}
