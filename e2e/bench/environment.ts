// Everything that `npm run local` starts, on free ports and in a folder of its own, for one bench.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from '../rehearsal/local/build.ts'
import { freePorts, settingsFor } from '../rehearsal/local/settings.ts'
import type { Running } from '../rehearsal/local/start.ts'

export async function withEnvironment(work: (running: Running, dir: string) => Promise<void>): Promise<void> {
  buildIfStale()
  const { startEverything } = await import('../rehearsal/local/start.ts')
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-bench-'))
  const running = await startEverything(settingsFor(dir, await freePorts()))
  try {
    await work(running, dir)
  } finally {
    await running.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
