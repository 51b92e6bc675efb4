import { parseReference } from '#lib/identifiers.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** What a person may have in hand: a reference, a SHA-256, a kvittensID, or something of the file's name. */
export function searchSql(wish: string): Prisma.Sql {
  // Postgres cannot hold a NUL, so it finds none.
  const text = wish.replaceAll('\0', '\ufffd')
  const part = `%${text.slice(0, 200).replace(/[\\%_]/g, '\\$&')}%`
  const ways = [Prisma.sql`kvittens_id = ${text}`, Prisma.sql`file_name ILIKE ${part}`]
  const reference = parseReference(text)
  if (reference) ways.push(Prisma.sql`reference = ${reference}`)
  if (/^[0-9a-f]{64}$/i.test(text)) ways.push(Prisma.sql`sha256 = ${text.toLowerCase()}`)
  return Prisma.sql`(${Prisma.join(ways, ' OR ')})`
}
