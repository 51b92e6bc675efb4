import { targetOf } from './part-name.ts'
import type { Archive } from './unzip.ts'
import { type XmlListener, xmlEvents } from './xml-events.ts'
import { BrokenArchive } from './zip-entries.ts'

/** `path`: undefined for a chart sheet, which has no cells. `nth`: its place among the tabs that are shown. */
export type WorkbookSheet = { name: string; nth: number; path: string | undefined }

/** `sheets`: those that are shown, in the order of their tabs; where none is, the hidden ones. */
export type Workbook = {
  sheets: WorkbookSheet[]
  sharedStrings: string | undefined
  styles: string | undefined
  from1904: boolean
  /** Formulas are to be counted when the workbook is opened. */
  uncounted: boolean
}

/** The sheets and what is needed to read them (ECMA-376, part 1, 12.3). */
export function readWorkbook(archive: Archive): Workbook {
  const path = relations(archive, '').find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const tabs: { id: string; name: string; hidden: boolean }[] = []
  let from1904 = false
  let uncounted = false
  readPart(archive, path, {
    open: (element, attributes) => {
      if (element === 'workbookPr') from1904 = isTrue(attributes.date1904)
      if (element === 'calcPr') uncounted = isTrue(attributes.fullCalcOnLoad)
      if (element !== 'sheet') return
      const hidden = 'state' in attributes && attributes.state !== 'visible'
      tabs.push({
        id: relationId(attributes),
        name: (attributes.name ?? '')
          .replace(/[\s\p{C}]+/gu, ' ')
          .trim()
          .slice(0, 100),
        hidden,
      })
    },
  })
  const related = relations(archive, path)
  const pathOf = (id: string) => related.find((each) => each.id === id && each.type === 'worksheet')?.target
  const shown = tabs.some(({ hidden }) => !hidden) ? tabs.filter(({ hidden }) => !hidden) : tabs
  const sheets = shown.map(({ id, name }, i) => ({ name, nth: i + 1, path: pathOf(id) }))
  if (!sheets.some((sheet) => sheet.path !== undefined)) throw new BrokenArchive()
  const target = (type: string) => related.find((each) => each.type === type)?.target
  return { sheets, sharedStrings: target('sharedStrings'), styles: target('styles'), from1904, uncounted }
}

function isTrue(flag: string | undefined): boolean {
  return flag === '1' || flag === 'true'
}

export function readPart(archive: Archive, name: string, listener: XmlListener): void {
  const { push, end } = xmlEvents(listener)
  archive.unpack(name, push)
  end()
}

type Relation = { id: string; type: string; target: string }

function relations(archive: Archive, of: string): Relation[] {
  const folder = of.slice(0, of.lastIndexOf('/') + 1)
  const path = `${folder}_rels/${of.slice(folder.length)}.rels`
  const found: Relation[] = []
  if (!archive.has(path)) return found
  readPart(archive, path, {
    open: (name, { Id = '', Type = '', Target = '', TargetMode = '' }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target: targetOf(folder, Target) })
    },
  })
  return found
}

/** The `r:id` attribute, with any prefix. */
function relationId(attributes: Record<string, string>): string {
  const name = Object.keys(attributes).find((each) => each.endsWith(':id'))
  return name === undefined ? '' : (attributes[name] as string)
}
