const CASES: readonly (readonly [RegExp, string])[] = [
  [/^unclosed tag|^unexpected end/, 'cutOff'],
  [/must contain a root/, 'noRoot'],
  [/^unexpected close tag|^unmatched closing tag|^weird empty close/, 'mismatch'],
  [/entity/, 'entity'],
  [/^duplicate attribute/, 'duplicate'],
  [/^text data outside/, 'outside'],
  [/only one root/, 'secondRoot'],
  [/^unquoted attribute|must be quoted|attribute without value/, 'quotes'],
  [/XML declaration|version number|encoding value|standalone value|expected the name|expected one of/, 'declaration'],
]

/** Which sentence says what saxes found wrong. */
export function syntaxCase(message: string): string {
  return CASES.find(([pattern]) => pattern.test(message))?.[1] ?? 'syntax'
}
