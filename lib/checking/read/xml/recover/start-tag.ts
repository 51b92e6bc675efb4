import type { Params } from '../../../findings.ts'
import { redact } from '../../../redact.ts'
import { quoted } from '../syntax-fault.ts'

export type TagFault = { params: Params; at: number }

/** `at`: where the value begins. `sure`: its end is where it seems to be. */
export type TagAttribute = { name: string; value: string; at: number; sure: boolean }

export type StartTag = {
  name: string
  attributes: TagAttribute[]
  empty: boolean
  /** Index after the tag. */
  end: number
  faults: TagFault[]
  /** A `<` came before its end: index after what belongs to the tag. */
  cutAt?: number
  /** A word without a value: perhaps the rest of the tag's name. */
  word?: string
}

const BEGINS =
  'A-Za-z_:\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\udfff\\uf900-\\ufdcf\\ufdf0-\\ufffd'
/** XML 1.0, production 5 (Name); halves of surrogate pairs are taken one by one. */
export const NAME = `[${BEGINS}][${BEGINS}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*`
const NAME_AT = new RegExp(NAME, 'y')
const SPACE = /[ \t\r\n]*/y
const UNQUOTED = /[^ \t\r\n"'<>]*/y
/** Runs up to the quote that begins the next attribute's value. */
const NEXT_ATTRIBUTE = /[ \t\r\n]+[\w:.-]+[ \t\r\n]*=[ \t\r\n]*$/
/** Characters; a tag is not longer. */
const LONGEST = 1 << 20

/** Reads a start tag at `from` (its `<`), whatever is wrong in it; undefined when the text ends before it does. */
export function readStartTag(text: string, from: number): StartTag | undefined {
  const tag: StartTag = { name: match(NAME_AT, text, from + 1), attributes: [], empty: false, end: from, faults: [] }
  const names = new Set<string>()
  let at = from + 1 + tag.name.length
  let whole = at
  let junk = false
  for (;;) {
    const space = match(SPACE, text, at).length
    at += space
    const sign = text[at]
    if (sign === undefined || at - from > LONGEST) return undefined
    if (sign === '<') return { ...tag, end: at, faults: [], cutAt: whole }
    if (sign === '>') return { ...tag, end: at + 1 }
    if (sign === '/') {
      if (text[at + 1] === '>') return { ...tag, empty: true, end: at + 2 }
      if (text[at + 1] === undefined) return undefined
    }
    const name = match(NAME_AT, text, at)
    if (name === '') {
      if (!junk) tag.faults.push({ params: { case: 'tag', found: quoted(sign.charCodeAt(0)) }, at })
      junk = true
      at++
      continue
    }
    if (space === 0 && !junk) tag.faults.push({ params: { case: 'noSpace' }, at })
    const read = attribute(text, at + name.length)
    if (!read) return undefined
    if (read.kind === 'word') {
      if (!junk) tag.faults.push({ params: { case: 'quotes' }, at })
      tag.word ??= name
      junk = true
    } else {
      tag.faults.push(...read.faults.map((fault) => ({ ...fault, params: { found: redact(name), ...fault.params } })))
      if (names.has(name)) tag.faults.push({ params: { case: 'duplicate', found: redact(name) }, at })
      else tag.attributes.push({ name, value: read.value, at: read.at, sure: read.faults.length === 0 || read.sure })
      names.add(name)
    }
    at = read.end
    if (!junk) whole = at
  }
}

type ReadAttribute =
  | { kind: 'word'; end: number }
  | { kind: 'value'; value: string; at: number; end: number; faults: TagFault[]; sure: boolean }

/** What follows an attribute's name; undefined when the text ends in it. */
function attribute(text: string, from: number): ReadAttribute | undefined {
  let at = from + match(SPACE, text, from).length
  if (text[at] === undefined) return undefined
  if (text[at] !== '=') return { kind: 'word', end: from }
  at++
  at += match(SPACE, text, at).length
  const quote = text[at]
  if (quote === undefined) return undefined
  if (quote !== '"' && quote !== "'") return unquoted(text, at)
  const begins = at + 1
  const close = text.indexOf(quote, begins)
  const less = text.indexOf('<', begins)
  if (close < 0 && less < 0) return undefined
  const value = text.slice(begins, close < 0 ? undefined : close)
  if (close >= 0 && (less < 0 || close < less)) {
    const next = NEXT_ATTRIBUTE.exec(value)
    if (!next) return { kind: 'value', value, at: begins, end: close + 1, faults: [], sure: true }
    return unclosed(text, begins, begins + next.index)
  }
  const greater = text.indexOf('>', begins)
  if (close >= 0 && (greater < 0 || close < greater))
    return { kind: 'value', value, at: begins, end: close + 1, faults: [{ params: { case: 'less' }, at: less }], sure: false }
  const end = begins + (/[ \t\r\n<>]|\/>/.exec(text.slice(begins, begins + 4096))?.index ?? 0)
  return unclosed(text, begins, end)
}

function unclosed(text: string, begins: number, end: number): ReadAttribute {
  const faults = [{ params: { case: 'unquoted', of: 'end' }, at: begins - 1 }]
  return { kind: 'value', value: text.slice(begins, end), at: begins, end, faults, sure: true }
}

function unquoted(text: string, at: number): ReadAttribute | undefined {
  const all = match(UNQUOTED, text, at)
  const next = text[at + all.length]
  if (next === undefined) return undefined
  const value = next === '>' && all.endsWith('/') ? all.slice(0, -1) : all
  const end = at + value.length + (next === '"' || next === "'" ? 1 : 0)
  const faults = [{ params: { case: 'unquoted' }, at }]
  return { kind: 'value', value, at, end, faults, sure: true }
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
