// The drill as Markdown: each try, what it gave before there were walls, and what it gives now.
import { type Tried, wordsOf } from './run-tries.ts'

/** By "about: does". */
export type Before = Record<string, string>

/** Tries that are made for each table, function or column: told as one line for each. */
const MANY = /^(rows|functions|references) \(/

export const nameOf = ({ about, does }: Pick<Tried, 'about' | 'does'>): string => `${about}: ${does}`

export function tellTable(tried: readonly Tried[], before: Before): string {
  const groups = [...new Set(tried.map(({ about }) => about))]
  return groups
    .map((about) => {
      const rows = tried.filter((one) => one.about === about)
      const told = MANY.test(about) ? rows.filter((one) => isWorthALine(one, before)) : rows
      const left = rows.length - told.length
      const lines = told.map((one) => `| ${one.does} | ${cell(before[nameOf(one)] ?? '–')} | ${cell(wordsNow(one))} |`)
      const rest = left > 0 ? [`| ${left} more | refused | refused |`] : []
      return [
        `### ${about[0]?.toUpperCase()}${about.slice(1)}`,
        '',
        '| The thief | before | now |',
        '|---|---|---|',
        ...lines,
        ...rest,
      ].join('\n')
    })
    .join('\n\n')
}

/** One line: how many tries, refused, known to remain, skipped. */
export function countTries(tried: readonly Tried[]): string {
  const count = (kind: string) => tried.filter(({ result }) => result.kind === kind).length
  return `${tried.length} tries: ${count('refused')} refused, ${count('got')} got, ${count('skipped')} skipped`
}

const isWorthALine = (one: Tried, before: Before): boolean =>
  one.result.kind !== 'refused' || /^got it/.test(before[nameOf(one)] ?? '')

/** A word that is another at each run is not told. */
const wordsNow = ({ result, remains }: Tried): string =>
  result.kind === 'got' && remains ? `**remains**: ${remains}` : wordsOf(result)

const cell = (words: string): string =>
  words
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,27}/g, '…')
    .replaceAll(/[0-9a-f]{16,}/g, '…')
    .replaceAll(/\/tmp\/[\w/-]+|\/proc\/\d+/g, '…')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
