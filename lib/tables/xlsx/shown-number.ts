import type { NumberForm, Token } from './number-form.ts'

/**
 * `text`: the number as its format shows it, with a point for decimals and nothing between thousands. `local`: a sign in it depends
 * on the computer's language. Undefined where the format shows something else than the number.
 */
export type ShownNumber = { text: string; local: boolean } | undefined

/** Excel counts with fifteen digits, and in a cell without a format shows whole numbers of at most eleven. */
const PRECISION = 15
const GENERAL_END = 1e11

export function shownNumber(value: number, form: Extract<NumberForm, { kind: 'general' | 'pattern' }>): ShownNumber {
  const number = Number(value.toPrecision(PRECISION))
  if (form.kind === 'general') {
    if (Math.abs(number) >= GENERAL_END) return undefined
    return { text: String(number), local: !Number.isInteger(number) }
  }
  const { sections } = form
  const own = number < 0 ? sections[1] : number === 0 ? sections[2] : undefined
  const tokens = own ?? sections[0] ?? []
  if (!tokens.some(({ kind }) => kind === 'digit')) return undefined
  const text = written(number < 0 ? -number : number, tokens)
  const local = tokens.some(({ kind }) => kind === 'point' || kind === 'group')
  return text === undefined ? undefined : { text: number < 0 && !own ? `-${text}` : text, local }
}

/** Places are filled from the point outwards; a mask such as `000000-0000` keeps its hyphen where it stands. */
function written(number: number, tokens: readonly Token[]): string | undefined {
  const point = tokens.findIndex(({ kind }) => kind === 'point')
  const before = point < 0 ? tokens : tokens.slice(0, point)
  const after = point < 0 ? [] : tokens.slice(point + 1)
  const decimals = after.filter(({ kind }) => kind === 'digit').length
  if (tokens.some(({ kind }) => kind === 'percent')) return undefined
  const rounded = Number(`${Math.round(Number(`${number}e${decimals}`))}e-${decimals}`)
  if (!(rounded < 1e15)) return undefined
  const [whole = '', fraction = ''] = rounded.toFixed(decimals).split('.')
  const end = trimmedEnd(fraction, after)
  const right = filled(after, [...end])
  return integer(before, whole === '0' ? '' : whole) + (end === '' && right === '' ? '' : `.${right}`)
}

/** Without zeros that the places do not ask for: `#` shows none. */
function trimmedEnd(fraction: string, tokens: readonly Token[]): string {
  const places = tokens.flatMap((token) => (token.kind === 'digit' ? [token.text] : []))
  let { length } = fraction
  while (length > 0 && fraction[length - 1] === '0' && places[length - 1] !== '0') length--
  return fraction.slice(0, length)
}

function filled(tokens: readonly Token[], digits: string[]): string {
  return tokens
    .map((token) => (token.kind === 'literal' ? token.text : token.kind === 'digit' ? (digits.shift() ?? '') : ''))
    .join('')
}

function integer(tokens: readonly Token[], digits: string): string {
  let text = ''
  let left = digits
  const first = tokens.findIndex(({ kind }) => kind === 'digit')
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i]
    if (token?.kind === 'literal') text = token.text + text
    if (token?.kind !== 'digit') continue
    if (i === first) {
      text = (left === '' && token.text === '0' ? '0' : left) + text
      continue
    }
    text = (left.at(-1) ?? (token.text === '0' ? '0' : '')) + text
    left = left.slice(0, -1)
  }
  return text
}
