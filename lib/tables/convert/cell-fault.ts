import type { Params } from '#lib/checking/findings.ts'
import type { FieldType } from '#lib/services/description.ts'
import type { Cell, Table } from '../table.ts'

/** Error values by name, in English, Swedish and as LibreOffice and Google write them. */
const ERROR_NAMES =
  /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|GETTING_DATA|EXTERNAL!|ERROR!|SAKNAS!|REFERENS!|VÄRDEFEL!|DIVISION\/0!|NAMN\?|OGILTIGT!|SKÄRNING!|SPILL!|FÄLT!|BERÄKNA!)$|^(Err|Fel):\d{3}$/i
/** What is shown of a number that is wider than its column, and saved of it in some formats. */
const TOO_WIDE = /^#{2,}$/

type Kind = FieldType['kind']
/** Fields whose value is a text for people, or one of a few: there the sign that is shown matters. */
const SHOWN: ReadonlySet<Kind> = new Set(['text', 'email', 'choice'])
/** Fields whose digits are certain, however a number is shown. */
const BY_DIGITS: ReadonlySet<Kind> = new Set(['identity', 'digits'])

/** F06: why the cell cannot be sent as what the spreadsheet program shows; undefined when it can. */
export function cellFault(cell: Cell, type: FieldType, format: Table['format']): Params | undefined {
  const { defect, kind } = cell
  const isText = type.kind === 'text' || type.kind === 'email'
  const text = cell.text.trim()
  if (defect === 'error' || (ERROR_NAMES.test(text) && (format === 'csv' || !isText))) {
    return { case: 'errorValue', found: text.slice(0, 20), of: type.kind }
  }
  if (TOO_WIDE.test(text) && !isText) return { case: 'tooWide' }
  switch (defect) {
    case undefined:
      return undefined
    case 'uncalculated':
    case 'volatile':
    case 'invisible':
      return { case: defect }
    case 'local':
      return SHOWN.has(type.kind) ? { case: kind === 'date' ? 'madeDate' : 'local' } : undefined
    case 'shortened':
      return BY_DIGITS.has(type.kind) ? undefined : { case: 'shortened' }
    case 'unseen':
      return isCertain(kind, type.kind) ? undefined : { case: 'unseen' }
  }
}

function isCertain(cell: Cell['kind'], field: Kind): boolean {
  return (cell === 'number' && BY_DIGITS.has(field)) || (cell === 'date' && field === 'month')
}
