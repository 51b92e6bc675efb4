import type { XmlEncoding } from '#lib/services/description.ts'
import type { Params } from '../../findings.ts'

/** Whether what stands between `<!DOCTYPE` and `>` is exactly the description's external id, and nothing else. */
export function isDoctype(text: string, doctype: XmlEncoding['doctype']): boolean {
  const [, name, system] = /^[ \t\r\n]+([^ \t\r\n]+)[ \t\r\n]+SYSTEM[ \t\r\n]+("[^"]*"|'[^']*')[ \t\r\n]*$/.exec(text) ?? []
  return doctype !== null && name === doctype.name && system?.slice(1, -1) === doctype.system
}

/** What stands before the root, from where the parser is in it, so that an unfinished DOCTYPE can be looked at. */
export class Prologue {
  private text = ''
  private from = 0

  add(chunk: string, wanted: number): void {
    this.text = this.text.slice(wanted - this.from) + chunk
    this.from = wanted
  }

  /** Whether a DOCTYPE begins at `from` and has begun its internal subset by `to`. */
  isInSubset(from: number, to: number): boolean {
    return /^[ \t\r\n]*<!DOCTYPE(?:"[^"]*"|'[^']*'|[^["'>])*\[/.test(this.text.slice(from - this.from, to - this.from))
  }
}

/** What to say (F05) of a DOCTYPE that is another than the description's. */
export function doctypeParams({ doctype }: XmlEncoding): Params {
  return doctype ? { case: 'other', name: doctype.name, system: doctype.system } : { case: 'none' }
}
