// How a cell's number format shows its number (ECMA-376, part 1, 18.8.30–31). Only forms whose text is certain are read to the
// end: any other is `other`, and its cell is not sent as something that nobody saw.

export type NumberForm =
  | { kind: 'general' }
  /** `day`: the day of the month is shown; `iso`: as YYYY-MM-DD, whatever the computer's language. */
  | { kind: 'date'; day: boolean; iso: boolean }
  | { kind: 'pattern'; sections: readonly (readonly Token[])[] }
  | { kind: 'other' }
  /** `;;;`, which hides whatever stands in the cell. */
  | { kind: 'nothing' }

/** `digit`: a place for one, `0`, `#` or `?`. */
export type Token = { kind: 'literal' | 'digit'; text: string } | { kind: 'point' | 'group' | 'percent' }

const GENERAL: NumberForm = { kind: 'general' }
const OTHER: NumberForm = { kind: 'other' }
const DAY: NumberForm = { kind: 'date', day: true, iso: false }
const MONTH: NumberForm = { kind: 'date', day: false, iso: false }

// biome-ignore format: a row a sort
const BUILT_IN = new Map<number, NumberForm | string>([
  [0, GENERAL], [49, GENERAL],
  [1, '0'], [2, '0.00'], [3, '#,##0'], [4, '#,##0.00'], [9, '0%'], [10, '0.00%'],
  [37, '#,##0'], [38, '#,##0'], [39, '#,##0.00'], [40, '#,##0.00'],
  [14, DAY], [15, DAY], [16, DAY], [17, MONTH], [22, DAY],
  // Dates in East Asian versions.
  ...range(27, 36, DAY), ...range(50, 58, DAY),
])

/** `code`: the workbook's own format of the number, which counts before a built-in one. */
export function numberForm(id: number, code: string | undefined): NumberForm {
  const known = code ?? BUILT_IN.get(id) ?? OTHER
  return typeof known === 'string' ? formOf(known.slice(0, 255)) : known
}

function formOf(code: string): NumberForm {
  if (/^\s*(general|standard|@)?\s*$/i.test(code)) return GENERAL
  if (/^\s*;\s*;\s*;?\s*$/.test(code)) return { kind: 'nothing' }
  const sections = splitSections(code)
  const first = sections[0] ?? ''
  const letters = bare(first)
  if (/[yd]/i.test(letters)) return { kind: 'date', day: /(?<!d)d{1,2}(?!d)/i.test(letters), iso: isIso(first) }
  const patterns = sections.slice(0, 3).map(tokensOf)
  return patterns.every((each) => each !== undefined) ? { kind: 'pattern', sections: patterns } : OTHER
}

/** Without what is shown as it is, and without brackets, fillers and blanks as wide as a character. */
function bare(section: string): string {
  return section.replace(/"[^"]*"|\[[^\]]*\]|\\.|[_*]./g, '')
}

function isIso(section: string): boolean {
  return /^yyyy-mm-dd$/i.test(section.replace(/\[\$-[^\]]*\]|["\\]/g, ''))
}

function splitSections(code: string): string[] {
  return (code.match(/(?:"[^"]*"|\\.|[_*].|[^;])+|(?<=;|^)(?=;|$)/g) ?? []).slice(0, 4)
}

const TOKEN =
  /"([^"]*)"|\\(.)|_(.)|\*.|\[\$([^\]-]*)[^\]]*\]|\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]|([0#?])|([-+ ()$:!^&'~{}<>=])|([.,%])/iy

/** Undefined for a section that is a fraction, has an exponent or a condition, or is not understood. */
function tokensOf(section: string): Token[] | undefined {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < section.length) {
    const found = TOKEN.exec(section)
    if (!found) return undefined
    const [, quoted, escaped, blank, currency, digit, sign, mark] = found
    const literal = quoted ?? escaped ?? (blank === undefined ? undefined : ' ') ?? currency ?? sign
    if (literal !== undefined) tokens.push({ kind: 'literal', text: literal })
    if (digit !== undefined) tokens.push({ kind: 'digit', text: digit })
    if (mark !== undefined) tokens.push({ kind: mark === '.' ? 'point' : mark === ',' ? 'group' : 'percent' })
  }
  const last = tokens.findLastIndex(({ kind }) => kind === 'digit')
  // A comma after the last digit divides by a thousand.
  if (tokens[last + 1]?.kind === 'group' || tokens.filter(({ kind }) => kind === 'point').length > 1) return undefined
  return tokens
}

function range(from: number, to: number, form: NumberForm): [number, NumberForm][] {
  return Array.from({ length: to - from + 1 }, (_, i) => [from + i, form])
}
