// Content negotiation by Accept (RFC 9110, 12.5.1).

/** The forms an answer may have; `Accept` chooses. `file`: the bytes as they are. */
export type Form = 'xml' | 'json' | 'text' | 'file'

const TYPES: Readonly<Record<Form, readonly string[]>> = {
  xml: ['application/xml', 'text/xml', 'application/problem+xml'],
  json: ['application/json', 'application/problem+json'],
  text: ['text/plain'],
  file: ['application/octet-stream'],
}

/**
 * The form with the highest quality; of equal ones the first in `forms`. The first of all without Accept, or when Accept admits
 * none: an answer in another form is more useful than 406.
 */
export function chooseForm(accept: string | undefined, forms: readonly [Form, ...Form[]]): Form {
  const ranges = (accept ?? '').split(',').flatMap(readRange)
  const choices = forms.map((form) => ({ form, quality: qualityOf(TYPES[form], ranges) }))
  const best = choices.reduce((a, b) => (b.quality > a.quality ? b : a))
  return best.quality > 0 ? best.form : forms[0]
}

type Range = { type: string; quality: number }

function readRange(entry: string): Range[] {
  const [type = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
  if (!/^[^\s/]+\/[^\s/]+$/.test(type)) return []
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  if (weight === undefined) return [{ type, quality: 1 }]
  return [{ type, quality: /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0 }]
}

/** Of a type that Accept names; otherwise of the range that covers the first type. */
function qualityOf(types: readonly string[], ranges: readonly Range[]): number {
  const named = ranges.filter(({ type }) => types.includes(type))
  if (named.length > 0) return Math.max(...named.map(({ quality }) => quality))
  const kind = types[0]?.split('/')[0]
  const range = ranges.find(({ type }) => type === `${kind}/*`) ?? ranges.find(({ type }) => type === '*/*')
  return range?.quality ?? 0
}
