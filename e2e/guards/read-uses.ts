// Whether a file reads the clock or the environment by itself, under whatever spelling.
import { Visitor } from 'rolldown/utils'
import type { Program } from './read-imports.ts'

export type Uses = { clock: boolean; environment: boolean }

/** Clock: `new Date()`, `Date()`, `Date.now`, `performance.now`. Environment: `process.env`, `{ env } = process`, `import.meta.env`. */
export function readUses(program: Program): Uses {
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
