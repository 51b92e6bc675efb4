import { type Archive, BrokenArchive } from './unzip.ts'
import { type XmlListener, xmlEvents } from './xml-events.ts'

export type Workbook = { sheet: string; sharedStrings: string | undefined; styles: string | undefined; from1904: boolean }

/** Paths of the first visible sheet and of what is needed to read it (ECMA-376, part 1, 12.3). */
export function readWorkbook(archive: Archive): Workbook {
  const path = relations(archive, '').find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const sheets: { id: string; hidden: boolean }[] = []
  let from1904 = false
  readPart(archive, path, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name === 'sheet')
        sheets.push({ id: relationId(attributes), hidden: 'state' in attributes && attributes.state !== 'visible' })
    },
  })
  const related = relations(archive, path)
  const first = sheets.find(({ hidden }) => !hidden) ?? sheets[0]
  const sheet = related.find(({ id }) => id === first?.id)?.target
  if (sheet === undefined || !archive.has(sheet)) throw new BrokenArchive()
  const target = (type: string) => related.find((each) => each.type === type)?.target
  return { sheet, sharedStrings: target('sharedStrings'), styles: target('styles'), from1904 }
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
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return
      const target = Target.startsWith('/') ? Target.slice(1) : folder + Target
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target })
    },
  })
  return found
}

/** The `r:id` attribute, with any prefix. */
function relationId(attributes: Record<string, string>): string {
  const name = Object.keys(attributes).find((each) => each.endsWith(':id'))
  return name === undefined ? '' : (attributes[name] as string)
}
