// A short run in the suite; `node e2e/crash/main.ts` is the long one.
import { expect, test } from 'vitest'
import { crash } from './run.ts'

test.each([true, false])(
  'killed at random, the portal loses nothing and sends nothing twice (receiver drops repeats: %s)',
  async (dedupe) => {
    const { table, faults } = await crash({ files: 70, dedupe, seed: 7, perSecond: 8, killEveryMs: 500 })
    expect(faults, JSON.stringify(table)).toEqual([])
    expect(table['files answered']).toBe(70)
  },
  900_000,
)
