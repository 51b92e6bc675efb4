// Playwright's global set-up: everything that `npm run local` starts, on free ports and in a folder of its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from '../local/build.ts'
import { settingsFor } from '../local/settings.ts'
import { startEverything } from '../local/start.ts'
import { freePort } from '../ports.ts'
import { HERE } from './place.ts'

export default async function start(): Promise<() => Promise<void>> {
  buildIfStale()
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-browser-'))
  const [portal, gateway, agency, agencyControl, broker, postgres] = await Promise.all(Array.from({ length: 6 }, freePort))
  const ports = { portal, gateway, agency, agencyControl, broker, postgres } as Record<string, number> as Parameters<
    typeof settingsFor
  >[1]
  const running = await startEverything(settingsFor(dir, ports))
  const { settings, databaseUrl, people } = running
  writeFileSync(HERE, JSON.stringify({ settings, databaseUrl, people }))
  return async () => {
    await running.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
