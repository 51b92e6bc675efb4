// What the guards know of one source file, read with a real parser: which files and packages it reaches, and whether it
// reads the clock or the environment by itself.
import { parseSync } from 'rolldown/utils'
import { readImports, type SourceImport } from './read-imports.ts'
import { readUses, type Uses } from './read-uses.ts'

/** `file` is a path from the root of the tree: the imports are resolved from it. */
export type Source = { file: string; text: string; imports: SourceImport[] } & Uses

/** Throws on a file that is not TypeScript: what cannot be read cannot be guarded. */
export function readSource(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  return { file, text, imports: readImports(file, program), ...readUses(program) }
}
