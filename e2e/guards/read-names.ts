// Which names a source file defines: types, exported or not, and what it exports.
import { Visitor } from 'rolldown/utils'
import type { Program } from './read-imports.ts'

/** A word that says what was done to a thing, or where it stands, is no type's name: the thing is, or the verb's input is. */
const NO_TYPE_NAME = new RegExp(
  `^(${[
    'Wish Asked Told At Of Errand Coming Say Came Beside Around Given Taken Said Seen Sought Sent Found Shown Listed Wanted Kept',
    'Held Made Opened Mailed Recorded Answered Followed Known Downloaded Fetched Handed Became Going About Without Aside Or Not',
    'Who What Where Someone Something It They',
  ]
    .join(' ')
    .replaceAll(' ', '|')})$`,
)

/** What Next asks a file of app/ (and instrumentation) to export under this very name. */
const DEMANDED =
  /^(default|metadata|viewport|generateMetadata|generateStaticParams|dynamic|revalidate|runtime|config|register|onRequestError|GET|HEAD|POST|PUT|DELETE)$/

/** Types, interfaces and classes, wherever in the file, that no reader could place by their name. */
export function readBadTypeNames(program: Program): string[] {
  const names: string[] = []
  const look = ({ id }: { id: { name: string } | null }) => {
    if (id && NO_TYPE_NAME.test(id.name)) names.push(id.name)
  }
  new Visitor({
    TSTypeAliasDeclaration: look,
    TSInterfaceDeclaration: look,
    ClassDeclaration: look,
  }).visit(program)
  return names
}

/** Names that the file defines and exports; a type and a value of one name count once, re-exports do not count. */
export function readExports(program: Program): string[] {
  const names = new Set<string>()
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration' || node.source) continue
    for (const { exported } of node.specifiers) if (exported.type === 'Identifier') names.add(exported.name)
    const { declaration } = node
    if (declaration?.type === 'VariableDeclaration') for (const { id } of declaration.declarations) addNames(id, names)
    else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier') names.add(declaration.id.name)
  }
  return [...names].filter((name) => !DEMANDED.test(name))
}

type Pattern = { type: string; name?: string; properties?: unknown[]; elements?: unknown[]; value?: unknown; left?: unknown }

function addNames(pattern: Pattern, names: Set<string>): void {
  if (pattern.type === 'Identifier' && pattern.name) names.add(pattern.name)
  for (const part of [...(pattern.properties ?? []), ...(pattern.elements ?? []), pattern.value, pattern.left]) {
    if (part) addNames(part as Pattern, names)
  }
}
