import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMING } from '#lib/payloads/format.ts'
import type { SubmissionsFixture } from './submissions-fixture.ts'

/** What a refusal must leave as it was: rows, audit, both employers' files, and what is on its way. */
export async function storedOf({ owner, dir, first, second }: Pick<SubmissionsFixture, 'owner' | 'dir' | 'first' | 'second'>) {
  const files = await Promise.all([first, second].map(({ employerId }) => namesIn(join(dir, employerId))))
  return {
    rows: await owner.prisma.submission.count(),
    audit: await owner.prisma.audit.count({ where: { action: { startsWith: 'submission.' } } }),
    files: files.flat().sort(),
    incoming: await namesIn(join(dir, INCOMING)),
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
