import type { Params } from '../../findings.ts'
import { hexOf, redact } from '../../redact.ts'
import type { Locator } from './locator.ts'

export type OpenElement = { name: string; line: number }

const CASES: readonly (readonly [RegExp, string])[] = [
  [/^unclosed tag|^unexpected end/, 'cutOff'],
  [/must contain a root/, 'noRoot'],
  [/^unexpected close tag|^unmatched closing tag|^weird empty close/, 'mismatch'],
  [/entity/, 'entity'],
  [/^duplicate attribute/, 'duplicate'],
  [/^text data outside/, 'outside'],
  [/only one root/, 'secondRoot'],
  [/^unquoted attribute|must be quoted|attribute without value/, 'quotes'],
  [/in tag name|in closing tag|in attribute name|forward-slash/, 'tag'],
  [/disallowed in char data/, 'cdataEnd'],
  [/no whitespace between attributes/, 'noSpace'],
  [/malformed comment/, 'comment'],
  [/XML declaration|version number|encoding value|standalone value|expected the name|expected one of/, 'declaration'],
  [/processing instruction/, 'instruction'],
  [/disallowed character/, 'sign'],
]

type SyntaxFaultInput = {
  locator: Locator
  /** The last character that the parser has read. */
  at: number
  /** The innermost element that is open. */
  tag: OpenElement | undefined
  /** Where the markup before ended. */
  markupEnd: number
}

/** A syntax error of saxes as a finding: F03 for control characters, else F04 with what is there and what was expected. */
export function syntaxFault(message: string, input: SyntaxFaultInput): { code: 'F03' | 'F04'; params: Params; position: number } {
  const unit = input.locator.unitAt(input.at)
  const isControl = unit < 32 && unit !== 9 && unit !== 10 && unit !== 13
  if (message !== 'disallowed character.' || !isControl) return { code: 'F04', ...malformed(message, input) }
  return { code: 'F03', params: { case: unit === 0 ? 'nul' : 'control', sign: hexOf(unit) }, position: input.at }
}

function malformed(message: string, input: SyntaxFaultInput): { params: Params; position: number } {
  const { locator, at, tag, markupEnd } = input
  const kind = CASES.find(([pattern]) => pattern.test(message))?.[1] ?? 'syntax'
  switch (kind) {
    case 'mismatch':
      return mismatch(input)
    case 'quotes':
      // Before the first tag it is the XML declaration's.
      return tag
        ? { params: { case: kind, found: redact(tag.name), openLine: tag.line }, position: at }
        : { params: { case: 'declaration' }, position: at }
    case 'tag':
      return { params: { case: kind, found: quoted(locator.unitAt(at)) }, position: at }
    case 'sign':
      return { params: { case: kind, sign: hexOf(locator.unitAt(at)) }, position: at }
    case 'outside':
      // saxes reports it after the text; the text began where the markup before it ended.
      return { params: { case: kind }, position: locator.afterSpace(markupEnd) }
    default:
      return { params: { case: kind }, position: at }
  }
}

/** A visible character in quotes, any other by number. */
export function quoted(unit: number): string {
  const sign = String.fromCharCode(unit)
  return /[\p{L}\p{N}\p{P}\p{Sm}\p{Sc}]/u.test(sign) ? `”${sign}”` : hexOf(unit)
}

/** An end tag that does not match, placed at its start. */
function mismatch({ locator, at, tag }: SyntaxFaultInput): { params: Params; position: number } {
  const start = locator.tagStart(at)
  const found = start === undefined ? '' : redact(locator.text(start + 2, at).trim())
  if (start === undefined || found === '' || !tag) return { params: { case: 'mismatch' }, position: at }
  return {
    params: { case: 'mismatch', of: 'tag', found, expected: redact(tag.name), openLine: tag.line },
    position: start,
  }
}
