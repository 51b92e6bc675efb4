import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './read-ranks.ts'

const TABLES = [...readFileSync(join(ROOT, 'prisma/schema.prisma'), 'utf8').matchAll(/^model (\w+)/gm)].map(
  ([, name = '']) => name,
)
const WRITE = new RegExp(
  `\\.(${TABLES.join('|')})\\s*\\.(create|update|delete|upsert)|\\$executeRaw|INSERT INTO|UPDATE \\w+( \\w+)? SET|DELETE FROM`,
  'i',
)

/** True for a write to a table, through the client by whatever name or as SQL. */
export function writesToTables(text: string): boolean {
  return WRITE.test(text)
}
