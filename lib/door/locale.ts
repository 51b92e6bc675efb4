// The language of an answer: the person's choice (cookie), else Accept-Language, else Swedish.
import type { IncomingMessage } from 'node:http'
import { isLocale, type Locale } from '#lib/text/locale.ts'
import { readCookies } from './read-headers.ts'

export const LOCALE_COOKIE = 'sprak'

/** `chosen` is the cookie's value, `accept` the Accept-Language header. */
export function readLocale(chosen: string | undefined, accept: string | null | undefined): Locale {
  if (isLocale(chosen)) return chosen
  const ranges = (accept ?? '')
    .split(',')
    .map(readLanguageRange)
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return ranges.map(({ language }) => language).find(isLocale) ?? 'sv'
}

export function localeOf({ headers }: Pick<IncomingMessage, 'headers'>): Locale {
  return readLocale(readCookies(headers.cookie)[LOCALE_COOKIE], headers['accept-language'])
}

function readLanguageRange(entry: string): { language: string; quality: number } {
  const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';')
  const quality = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='))
  return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
}
