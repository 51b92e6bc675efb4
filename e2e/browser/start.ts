// Playwright's global set-up: for each worker all that `npm run local` starts, on free ports and in a folder of its own.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FullConfig } from '@playwright/test'
import { buildIfStale } from '../rehearsal/local/build.ts'
import { freePorts, settingsFor } from '../rehearsal/local/settings.ts'
import { type Running, startEverything } from '../rehearsal/local/start.ts'
import { type BrowserEnvironment, environmentFile, RESULTS } from './place.ts'
import { IMPATIENT } from './receiver-file.ts'
import { forgetBehaviours } from './write-behaviour.ts'

/** Little more than what is sent so that it can be gone on with, so that a test makes both in no time. */
const MAX_BYTES = 8_000_000

export default async function start({ workers }: FullConfig): Promise<() => Promise<void>> {
  buildIfStale()
  forgetBehaviours()
  mkdirSync(RESULTS, { recursive: true })
  const started = await Promise.allSettled(Array.from({ length: workers }, (_, worker) => startOne(worker)))
  const stops = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const stop = async () => {
    await Promise.all(stops.map((stopOne) => stopOne()))
  }
  const failed = started.find((one) => one.status === 'rejected')
  if (!failed) return stop
  await stop()
  throw failed.reason
}

async function startOne(worker: number): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-browser-'))
  writeFileSync(join(dir, 'agency.json'), JSON.stringify(IMPATIENT))
  const running = await startEverything(settingsFor(dir, await freePorts()), {
    env: { MAX_BYTES: String(MAX_BYTES), UNDO_S: '0' },
  })
  writeFileSync(environmentFile(worker), JSON.stringify(environmentOf(running)))
  return async () => {
    await running.stop()
    cpSync(join(dir, 'logs'), join(RESULTS, `logs-${worker}`), { recursive: true })
    rmSync(dir, { recursive: true, force: true })
  }
}

function environmentOf({ settings, databaseUrl, people, pid }: Running): BrowserEnvironment {
  const pidOf = (part: string) => pid(part) ?? 0
  return { settings, databaseUrl, people, pids: { web: pidOf('web'), relay: pidOf('relay') } }
}
