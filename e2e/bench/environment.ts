// Everything that `npm run local` starts, on free ports and in a folder of its own, for one bench.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from '../rehearsal/local/build.ts'
import { settingsFor } from '../rehearsal/local/settings.ts'
import type { Running } from '../rehearsal/local/start.ts'
import { freePort } from '../rehearsal/ports.ts'

export async function withEnvironment(work: (running: Running, dir: string) => Promise<void>): Promise<void> {
  buildIfStale()
  const { startEverything } = await import('../rehearsal/local/start.ts')
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-bench-'))
  const names = ['portal', 'gateway', 'agency', 'agencyControl', 'broker', 'mail', 'postgres'] as const
  const free = await Promise.all(names.map(async (name) => [name, await freePort()] as const))
  const running = await startEverything(settingsFor(dir, Object.fromEntries(free) as Record<(typeof names)[number], number>))
  try {
    await work(running, dir)
  } finally {
    await running.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
