import { type Cell, type MergedCells, MOST_CELLS, MOST_COLUMNS, type Row, TableFault } from '../table.ts'
import { type CellSources, cellValue, type StoredCell } from './cell-value.ts'
import type { XmlListener } from './xml-events.ts'

/** Functions that give another result each day or each time; in files they have their English names. */
const VOLATILE = /\b(TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\s*\(/i
const LONGEST_FORMULA = 10_000
const MOST_MERGED = 1000
const EMPTY: Cell = { text: '', start: 0, end: 0, kind: 'text' }

/** Collects the rows of a sheet that have content. */
export class Sheet implements XmlListener {
  readonly rows: Row[] = []
  /** Numbers of the columns that are not shown. */
  readonly hiddenColumns = new Set<number>()
  /** Cells that are shown as one over several rows, the first MOST_MERGED of them. */
  readonly merged: MergedCells[] = []
  private readonly sources: CellSources
  private cells: Cell[] = []
  private row = 0
  private column = 0
  private hidden = false
  private count = 0
  private cell: StoredCell = { type: '', style: 0, formula: false, stored: undefined }
  private inValue = false
  /** The formula that is being read, and the name by which other cells share it. */
  private formula: string | undefined
  private shared: string | undefined
  private readonly sharedVolatile = new Set<string>()
  private aloud = false

  constructor(sources: CellSources) {
    this.sources = sources
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') this.openRow(attributes)
    if (name === 'col') this.seeColumns(attributes)
    if (name === 'c') {
      const { r = '', t = 'n', s = '0' } = attributes
      this.column = columnOf(r) ?? this.column + 1
      if (this.column > MOST_COLUMNS)
        throw new TableFault('F04', { case: 'columns', max: MOST_COLUMNS }, { ...this.at(), column: this.column })
      this.cell = { type: t, style: Number(s), formula: false, stored: undefined }
    }
    if (name === 'f') this.openFormula(attributes)
    if (name === 'mergeCell') this.merge(attributes.ref ?? '')
    if (name === 'rPh') this.aloud = true
    this.inValue = (name === 'v' || name === 't') && !this.aloud
    if (this.inValue) this.cell.stored ??= ''
  }

  text(text: string): void {
    if (this.formula !== undefined && this.formula.length < LONGEST_FORMULA) this.formula += text
    if (this.inValue) this.cell.stored += text
  }

  close(name: string): void {
    this.inValue = false
    if (name === 'rPh') this.aloud = false
    if (name === 'f') this.closeFormula()
    if (name === 'c') this.keep()
    if (name !== 'row' || !this.cells.some(({ text, defect }) => defect !== undefined || text.trim() !== '')) return
    this.rows.push({ row: this.row, line: this.row, byte: 0, cells: this.cells, ...(this.hidden && { hidden: true }) })
  }

  private openFormula({ t, si = '' }: Record<string, string>): void {
    this.formula = ''
    this.shared = t === 'shared' ? si : undefined
  }

  /** A shared formula stands in its first cell; the others name it. */
  private closeFormula(): void {
    const isVolatile = VOLATILE.test((this.formula ?? '').replace(/"[^"]*"/g, ''))
    if (isVolatile && this.shared !== undefined) this.sharedVolatile.add(this.shared)
    const isOne = isVolatile || (this.shared !== undefined && this.sharedVolatile.has(this.shared))
    this.cell.formula = isOne ? 'volatile' : 'fixed'
    this.formula = undefined
  }

  private merge(ref: string): void {
    const [from, to] = ref.split(':').map((cell) => ({ row: Number(/\d+$/.exec(cell)?.[0]), column: columnOf(cell) ?? 0 }))
    if (from && to && to.row > from.row && this.merged.length < MOST_MERGED) this.merged.push({ from, to })
  }

  private openRow({ r = '', hidden, ht }: Record<string, string>): void {
    this.row = r === '' ? this.row + 1 : Number(r)
    this.cells = []
    this.column = 0
    this.hidden = isTrue(hidden) || isZero(ht)
  }

  private seeColumns({ min = '', max = '', hidden, width }: Record<string, string>): void {
    if (!isTrue(hidden) && !isZero(width)) return
    for (let column = Number(min); column <= Math.min(Number(max), MOST_COLUMNS); column++) this.hiddenColumns.add(column)
  }

  private keep(): void {
    const value = cellValue(this.cell, this.sources)
    if (!value) return
    if (++this.count > MOST_CELLS) throw new TableFault('F10', { max: MOST_CELLS }, this.at())
    while (this.cells.length < this.column - 1) this.cells.push(EMPTY)
    this.cells[this.column - 1] = { ...EMPTY, ...value }
  }

  private at(): { line: number; column: number; byte: number } {
    return { line: this.row, column: Math.max(1, this.column), byte: 0 }
  }
}

function isTrue(flag: string | undefined): boolean {
  return flag === '1' || flag === 'true'
}

/** A height or width of nothing hides as well. */
function isZero(length: string | undefined): boolean {
  return length !== undefined && Number(length) === 0
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
