import type { Locale } from './locale.ts'

const STEPS = [
  { unit: 'GB', bytes: 1_000_000_000 },
  { unit: 'MB', bytes: 1_000_000 },
  { unit: 'kB', bytes: 1_000 },
] as const

/** "12,4 MB": decimal units, as file managers and our limits count; small files in whole bytes. */
export function formatSize(bytes: number | bigint, locale: Locale): string {
  const step = STEPS.find((candidate) => bytes >= candidate.bytes)
  if (!step) return `${bytes} byte`
  const amount = Number(bytes) / step.bytes
  const digits = amount < 10 && step.unit !== 'kB' ? 1 : 0
  const format = new Intl.NumberFormat(locale === 'sv' ? 'sv-SE' : 'en-GB', { maximumFractionDigits: digits })
  return `${format.format(amount)}\u00a0${step.unit}`
}

/** Two sizes that are to be told apart: in bytes where rounding would make them the same. */
export function formatSizesApart(sizes: readonly [number, number], locale: Locale): readonly [string, string] {
  const [one, other] = [formatSize(sizes[0], locale), formatSize(sizes[1], locale)]
  if (one !== other) return [one, other]
  const format = new Intl.NumberFormat(locale === 'sv' ? 'sv-SE' : 'en-GB')
  return [`${format.format(sizes[0])} byte`, `${format.format(sizes[1])} byte`]
}
