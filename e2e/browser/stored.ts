import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '#lib/db.ts'
import { readEnvironment } from './place.ts'

/** Everything that a refused file must leave as it was: rows, their audit, payloads, and what is half written. */
export async function whatIsStored(owner: Db): Promise<{ rows: number; audit: number; files: string[] }> {
  const files = readdirSync(join(readEnvironment().settings.dir, 'payloads'), { recursive: true, withFileTypes: true })
  return {
    rows: await owner.prisma.submission.count(),
    audit: await owner.prisma.audit.count({ where: { action: 'submission.submitted' } }),
    files: files
      // Relay writes its epoch anew while it sends what others handed in.
      .filter((file) => file.isFile() && !file.name.startsWith('.kvittens-epoch'))
      .map(({ name }) => name)
      .sort(),
  }
}
