// Which language to speak: what the person chose (a cookie), else what the browser asks for, else Swedish.
import { isLocale, type Locale } from '#lib/text/locale.ts'

export const LOCALE_COOKIE = 'sprak'

/** `chosen` is the cookie's value, `accept` the Accept-Language header. */
export function readLocale(chosen: string | undefined, accept: string | null | undefined): Locale {
  if (isLocale(chosen)) return chosen
  const wishes = (accept ?? '')
    .split(',')
    .map(readWish)
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wishes.map(({ language }) => language).find(isLocale) ?? 'sv'
}

function readWish(entry: string): { language: string; quality: number } {
  const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';')
  const quality = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='))
  return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
}
