import { formatDay } from '#lib/calendar.ts'
import { type Cell, MOST_CELLS, MOST_COLUMNS, type Row, TableFault } from '../table.ts'
import { unescaped } from './shared-strings.ts'
import type { XmlListener } from './xml-events.ts'

const EMPTY: Cell = { text: '', start: 0, end: 0, kind: 'text' }
/** Day 0 of spreadsheets in days from 1970-01-01. Their day 60 is 1900-02-29, which did not exist. */
const DAY_ZERO = -25_569
const DAY_ZERO_1904 = -24_107
const LAST_DAY = 2_958_465

export type SheetParts = { strings: readonly string[]; dateStyles: readonly boolean[]; from1904: boolean }

/** Collects the rows of a sheet that have content. */
export class Sheet implements XmlListener {
  readonly rows: Row[] = []
  private readonly parts: SheetParts
  private cells: Cell[] = []
  private row = 0
  private column = 0
  private count = 0
  private cell = { type: '', style: 0, text: '' }
  private inValue = false

  constructor(parts: SheetParts) {
    this.parts = parts
  }

  open(name: string, { r = '', t = 'n', s = '0' }: Record<string, string>): void {
    if (name === 'row') {
      this.row = r === '' ? this.row + 1 : Number(r)
      this.cells = []
      this.column = 0
    }
    if (name === 'c') {
      this.column = columnOf(r) ?? this.column + 1
      if (this.column > MOST_COLUMNS)
        throw new TableFault('F04', { case: 'columns', max: MOST_COLUMNS }, { ...this.at(), column: this.column })
      this.cell = { type: t, style: Number(s), text: '' }
    }
    // Of a formula only the value is read.
    this.inValue = name === 'v' || name === 't'
  }

  text(text: string): void {
    if (this.inValue) this.cell.text += text
  }

  close(name: string): void {
    this.inValue = false
    if (name === 'c') this.keep()
    if (name !== 'row' || !this.cells.some((cell) => cell.text.trim() !== '')) return
    this.rows.push({ row: this.row, line: this.row, byte: 0, cells: this.cells })
  }

  private keep(): void {
    const { type, style, text } = this.cell
    if (text === '') return
    if (++this.count > MOST_CELLS) throw new TableFault('F10', { max: MOST_CELLS }, this.at())
    while (this.cells.length < this.column - 1) this.cells.push(EMPTY)
    this.cells[this.column - 1] = { ...EMPTY, ...this.read(type, style, text) }
  }

  private read(type: string, style: number, text: string): Pick<Cell, 'text' | 'kind'> {
    if (type === 's') return { text: this.parts.strings[Number(text)] ?? '', kind: 'text' }
    if (type === 'd') return { text, kind: 'date' }
    if (type !== 'n') return { text: unescaped(text), kind: 'text' }
    const number = Number(text)
    if (!Number.isFinite(number)) return { text, kind: 'text' }
    if (!this.parts.dateStyles[style]) return { text: Number.isInteger(number) ? number.toFixed(0) : text, kind: 'number' }
    return { text: dateText(number, this.parts.from1904) ?? text, kind: 'date' }
  }

  private at(): { line: number; column: number; byte: number } {
    return { line: this.row, column: Math.max(1, this.column), byte: 0 }
  }
}

/** The date of a spreadsheet's day number, with the time when it has one; undefined outside 1900–9999. */
export function dateText(serial: number, from1904: boolean): string | undefined {
  if (serial < 1 || serial >= LAST_DAY) return undefined
  const day = Math.floor(serial)
  const zero = from1904 ? DAY_ZERO_1904 : DAY_ZERO + (day < 60 ? 1 : 0)
  const minutes = Math.round((serial - day) * 1440)
  const clock = `T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return minutes === 0 ? formatDay(day + zero) : formatDay(day + zero) + clock
}

/** The column number in a reference such as `AB12`. */
function columnOf(reference: string): number | undefined {
  let column = 0
  for (let i = 0; i < reference.length && i < 4; i++) {
    const letter = reference.charCodeAt(i) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column === 0 ? undefined : column
}
