// Every way from one file to another: declarations, import(), and texts that name a file (a worker, a process, a bundle).
import { posix } from 'node:path'
import { Visitor } from 'rolldown/utils'

export type Program = Parameters<Visitor['visit']>[0]

/** `target` is a path of the tree, `package:NAME`, or `?` when an import() computes it. */
export type SourceImport = { target: string; kind: 'type' | 'value' }

const TOP_FOLDER = /^(app|components|e2e|lib|packages|prisma)\//
const FILE_PATH = /^[^\s'"]*\/[^\s'"/*]+\.tsx?$/

/**
 * Only `import type`, `export type … from` and `import('…').Name` in a type are types. A value: a mixed import, one whose names
 * are types one by one (`import { type A }` still loads the file), an import for its effect, a re-export, `import()`, `require`,
 * `import.meta.resolve`, and any text that names a source file.
 */
export function readImports(file: string, program: Program): SourceImport[] {
  const imports: SourceImport[] = []
  const read = new Set<number>()
  const add = (from: { value: string; start: number } | null, kind?: string) => {
    if (!from) return
    read.add(from.start)
    imports.push({ target: resolveTarget(file, from.value), kind: kind === 'type' ? 'type' : 'value' })
  }
  new Visitor({
    ImportDeclaration: ({ source, importKind }) => add(source, importKind),
    ExportNamedDeclaration: ({ source, exportKind }) => add(source, exportKind),
    ExportAllDeclaration: ({ source, exportKind }) => add(source, exportKind),
    TSImportType: ({ source }) => add(source, 'type'),
    ImportExpression: ({ source }) => add({ value: textOf(source) ?? '?', start: source.start }),
    TSExternalModuleReference: ({ expression }) => add(expression),
    CallExpression: ({ callee, arguments: [first] }) => {
      const text = first && isLoader(callee) ? textOf(first) : undefined
      if (first && text) add({ value: text, start: first.start })
    },
    Literal: ({ value, start }) => {
      if (typeof value === 'string' && FILE_PATH.test(value) && !read.has(start)) add({ value, start })
    },
    TemplateLiteral: ({ quasis, start }) => {
      const value = quasis.at(-1)?.value.cooked ?? ''
      if (FILE_PATH.test(value) && !read.has(start)) add({ value, start })
    },
  }).visit(program)
  return imports
}

type Node = { type: string; name?: unknown; value?: unknown; object?: Node; property?: Node; quasis?: Quasi[] }
type Quasi = { value: { cooked?: string | null } }

function isLoader(callee: Node): boolean {
  if (callee.type === 'Identifier') return callee.name === 'require'
  return callee.object?.type === 'MetaProperty' && callee.property?.name === 'resolve'
}

function textOf({ value, quasis }: Node): string | undefined {
  if (typeof value === 'string') return value
  return quasis?.length === 1 ? (quasis[0]?.value.cooked ?? undefined) : undefined
}

function resolveTarget(file: string, specifier: string): string {
  if (specifier === '?') return specifier
  if (/^[#/]/.test(specifier)) return posix.normalize(specifier.slice(1))
  if (specifier.startsWith('.')) {
    // Paths of child processes are from the root as often as from the file.
    const fromRoot = posix.normalize(specifier)
    return TOP_FOLDER.test(fromRoot) ? fromRoot : posix.join(posix.dirname(file), specifier)
  }
  if (TOP_FOLDER.test(specifier)) return specifier
  return FILE_PATH.test(specifier) ? posix.join(posix.dirname(file), specifier) : `package:${specifier}`
}
