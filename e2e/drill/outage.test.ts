// A short outage with real processes; `node e2e/drill/outage.ts` is the long drill, of every kind and with the pages.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePorts, settingsFor } from '../rehearsal/local/settings.ts'
import { startEverything } from '../rehearsal/local/start.ts'
import { runOutage } from './run-outage.ts'

/** The receiver's default. */
const CONNECTIONS = 8
/** A minute is a second. */
const HASTE = {
  limits: { connectMs: 1_000, headersMs: 1_500, bodyMs: 2_000, totalMs: 10_000, leaseMs: 10_000, stopMs: 1_000, quietMs: 1_000 },
  pause: { afterMs: 1_000, firstMs: 100, maxMs: 500 },
  retry: { firstMs: 3_600_000 },
}

test('a receiver that hangs is told of, and is over soon after; nothing is lost, nothing is sent twice', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-drill-'))
  const settings = settingsFor(dir, await freePorts())
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'agency.json'), JSON.stringify(HASTE))
  const running = await startEverything(settings, { pages: false })
  try {
    const input = { kind: 'hang', seconds: 3, pages: false, everyMs: 500, burst: 12, withinMs: 30_000 } as const
    const { faults, unknown, underWay, drainedS, surfaces } = await runOutage(running, input)
    expect({ faults, isDrained: drainedS !== null, surfaces }).toEqual({
      ...{ faults: [], isDrained: true },
      surfaces: { receiver_line: { turnedS: expect.any(Number), backS: expect.any(Number), flaps: 0 } },
    })
    // Those under way, and on a slow machine those that begin before the line is judged: at most as many as may be under way.
    expect([unknown > 0, unknown <= Math.max(underWay, CONNECTIONS)]).toEqual([true, true])
  } finally {
    await running.stop()
    rmSync(dir, { recursive: true, force: true })
  }
})
