import { stockholmTime } from '#lib/calendar.ts'
import { type Field, isField, type Part, type Service } from '#lib/services/description.ts'
import { emptyTag, prologLines, replaceControls, startTag, textElement } from '#lib/xml.ts'
import { CaseFile } from './case-file.ts'
import type { FilledColumns } from './fill-in.ts'
import type { CaseRow, ReadRows } from './read-rows.ts'

/** `order`: the row of each case. Rows of one employer are together, in the order of the table. */
export type WrittenCases = { file: CaseFile; order: CaseRow[] }

/** Writes the e-service's XML from the rows of a table, by the description. */
export function writeCaseFile(
  service: Service,
  read: ReadRows,
  { filled, now }: { filled: FilledColumns; now: Date },
): WrittenCases {
  const writer = new Writer(service, read, { filled, now })
  writer.write()
  return { file: writer.file, order: writer.order }
}

class Writer {
  readonly file = new CaseFile()
  readonly order: CaseRow[] = []
  private readonly service: Service
  private readonly read: ReadRows
  private readonly filled: FilledColumns
  private readonly now: Date
  private readonly indexes: Map<string, number>
  private readonly counted = new Map<string, number>()
  private depth = 0

  constructor(service: Service, read: ReadRows, { filled, now }: { filled: FilledColumns; now: Date }) {
    this.service = service
    this.read = read
    this.filled = filled
    this.now = now
    this.indexes = new Map(read.columns.map(({ key }, i) => [key, i]))
  }

  write(): void {
    const { root, xml } = this.service
    const at = { row: this.read.headerRow, part: root.name, nth: 1 }
    for (const line of prologLines('UTF-8', xml.doctype)) this.file.line(line, at)
    this.part(root, this.read.entries, 1)
  }

  private part(part: Part, entries: readonly CaseRow[], nth: number): void {
    this.counted.set(part.name, (this.counted.get(part.name) ?? 0) + 1)
    if (part.role === 'case') this.order.push(...entries)
    const origin = { row: this.rowOf(part, entries), part: part.name, nth }
    const attributes = this.attributesOf(part, { entries, nth })
    const pad = '  '.repeat(this.depth)
    if (part.content.length === 0) {
      this.file.line(`${pad}${emptyTag(part.name, attributes)}`, origin)
      return
    }
    this.file.line(`${pad}${startTag(part.name, attributes)}`, origin)
    this.depth++
    for (const item of part.content) {
      if (!isField(item)) this.parts(item, entries)
      else {
        const text = this.text(part, item, { entries, nth })
        if (text !== '' || item.min === 1) this.file.line(`${pad}  ${textElement(item.name, replaceControls(text))}`, origin)
      }
    }
    this.depth--
    this.file.line(`${pad}</${part.name}>`, origin)
  }

  private parts(part: Part, entries: readonly CaseRow[]): void {
    if (part.role === 'case') for (const entry of entries) this.part(part, [entry], 1)
    else if (part.role === 'employer') for (const group of this.groups(part, entries)) this.part(part, group, 1)
    else if (holdsCases(part) || part.role !== 'period') this.part(part, entries, 1)
    else for (const nth of this.nthsOf(part)) if (this.isWritten(part, entries, nth)) this.part(part, entries, nth)
  }

  /** Rows with the same values for the part, which is the employer. */
  private groups(part: Part, entries: readonly CaseRow[]): CaseRow[][] {
    const fields = part.content.filter(isField)
    const groups = new Map<string, CaseRow[]>()
    for (const entry of entries) {
      const key = fields.map((field) => this.text(part, field, { entries: [entry], nth: 1 })).join('\u0000')
      const group = groups.get(key)
      if (group) group.push(entry)
      else groups.set(key, [entry])
    }
    return [...groups.values()]
  }

  /** The numbers that columns of the part have: a table may have the second without the first. */
  private nthsOf({ name, max }: Part): number[] {
    const nths = this.read.columns.flatMap(({ column, key }) => (key.startsWith(`${name}/`) ? [column.nth] : []))
    return [...new Set(nths)].filter((nth) => nth <= max).sort((a, b) => a - b)
  }

  private isWritten(part: Part, entries: readonly CaseRow[], nth: number): boolean {
    return [...part.attributes, ...part.content.filter(isField)].some((field) => this.text(part, field, { entries, nth }) !== '')
  }

  private attributesOf(part: Part, at: { entries: readonly CaseRow[]; nth: number }): Record<string, string | undefined> {
    const { root, xml } = this.service
    const attributes: Record<string, string | undefined> = {}
    if (part === root && xml.namespace !== null) attributes.xmlns = xml.namespace
    for (const field of part.attributes) {
      const text = this.text(part, field, at)
      if (text !== '' || field.min === 1) attributes[field.name] = replaceControls(text)
    }
    return attributes
  }

  /** The value from the table; without a column: the count, the time or the only choice. */
  private text(part: Part, field: Field, { entries, nth }: { entries: readonly CaseRow[]; nth: number }): string {
    const key = `${part.name}/${field.name}#${nth}`
    const filled = this.filled.get(key)
    if (filled !== undefined) return filled
    const index = this.indexes.get(key)
    if (index !== undefined) return entries.find(({ texts }) => texts[index] !== '')?.texts[index] ?? ''
    const { type } = field
    if (type.kind === 'count') return String(this.counted.get(type.of) ?? 0)
    if (field.min === 0) return ''
    if (type.kind === 'clock') return stockholmTime(this.now)
    return type.kind === 'choice' && type.values.length === 1 ? (type.values[0] as string) : ''
  }

  /** A part that the file has once has its origin in the first row, or in the headings. */
  private rowOf(part: Part, entries: readonly CaseRow[]): number {
    if (part.role === 'control' || part.role === 'file') return this.read.headerRow
    return entries[0]?.row ?? this.read.headerRow
  }
}

/** Whether cases stand inside the part, or it is one. */
function holdsCases(part: Part): boolean {
  return part.role === 'case' || part.content.some((item) => !isField(item) && holdsCases(item))
}
