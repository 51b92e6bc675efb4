import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LIMITS } from '#lib/limits.ts'
import { readSettingsFile } from './settings.ts'

test('the folder is looked at as seldom as the limit allows, and no more seldom', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-settings-'))
  const file = join(dir, 'kvittens.json')
  const every = (seconds: number) => {
    writeFileSync(file, JSON.stringify({ every: seconds }))
    return readSettingsFile(file, 'must').every
  }
  try {
    expect(every(LIMITS.longestWatchSeconds)).toBe(LIMITS.longestWatchSeconds)
    expect(() => every(LIMITS.longestWatchSeconds + 1)).toThrow('badSettings')
  } finally {
    rmSync(dir, { recursive: true })
  }
})
