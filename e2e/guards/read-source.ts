// What the guards know of one source file, read with a real parser: which files and packages it reaches, what it takes from
// the world by itself, and whether it writes to tables.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'rolldown/utils'
import { type Program, readImports, type SourceImport } from './read-imports.ts'
import { REPOSITORY } from './read-ranks.ts'

export type Source = {
  /** From the root of the tree. */
  file: string
  text: string
  program: Program
  imports: SourceImport[]
  clock: boolean
  environment: boolean
  writes: boolean
}

const TABLES = [...readFileSync(join(REPOSITORY, 'prisma/schema.prisma'), 'utf8').matchAll(/^model (\w+)/gm)].map(
  ([, name = '']) => name,
)
const WRITE = new RegExp(
  `\\.(${TABLES.join('|')})\\s*\\.(create|update|delete|upsert)|\\$executeRaw|INSERT INTO|UPDATE \\w+( \\w+)? SET|DELETE FROM`,
  'i',
)

/** Every source file that the patterns name; tests and generated files are left out. */
export function readTree(patterns: string[]): Source[] {
  return globSync(patterns, { cwd: REPOSITORY, exclude: ['prisma/generated/**', 'packages/*/dist/**'] })
    .filter((file) => !/\.(test|spec)\.tsx?$/.test(file))
    .sort()
    .map((file) => readSource(file, readFileSync(join(REPOSITORY, file), 'utf8')))
}

/** Throws on a file that is not TypeScript: what cannot be read cannot be guarded. */
export function readSource(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  return { file, text, program, imports: readImports(file, program), ...readUses(program), writes: writesToTables(text) }
}

/** True for a write to a table, through the client by whatever name or as SQL. */
export function writesToTables(text: string): boolean {
  return WRITE.test(text)
}

/** Clock: `new Date()`, `Date()`, `Date.now`, `performance.now`. Environment: `process.env`, `{ env } = process`, `import.meta.env`. */
function readUses(program: Program): { clock: boolean; environment: boolean } {
  const uses = { clock: false, environment: false }
  new Visitor({
    NewExpression: ({ callee, arguments: values }) => {
      if (isNamed(callee, 'Date') && values.length === 0) uses.clock = true
    },
    CallExpression: ({ callee }) => {
      if (isNamed(callee, 'Date')) uses.clock = true
    },
    MemberExpression: ({ object, property }) => {
      const member = property.type === 'Literal' ? property.value : property.type === 'Identifier' ? property.name : undefined
      if (member === 'now' && (isNamed(object, 'Date') || isNamed(object, 'performance'))) uses.clock = true
      if (member === 'env' && (isNamed(object, 'process') || object.type === 'MetaProperty')) uses.environment = true
      if (member === 'process' && isNamed(object, 'globalThis')) uses.environment = true
    },
    VariableDeclarator: ({ id, init }) => {
      if (init && isNamed(init, 'process') && id.type === 'ObjectPattern') uses.environment = true
    },
    ImportDeclaration: ({ source }) => {
      if (/^(node:)?process$/.test(source.value)) uses.environment = true
    },
  }).visit(program)
  return uses
}

function isNamed(node: { type: string; name?: unknown }, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}
