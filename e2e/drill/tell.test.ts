// The drill in short: twelve files, no kills. The kills are in the long one, and in the tests of mails and webhooks.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../fixtures/test-database.ts'
import { findCanaries } from './judge-told.ts'
import { drillTelling } from './tell.ts'

const dir = mkdtempSync(join(tmpdir(), 'kvittens-tell-'))
let database: TestDatabase | undefined
afterAll(async () => {
  await database?.drop()
  rmSync(dir, { recursive: true, force: true })
})

test('each event of two companies is in one mail for each address and in one call, and nothing of a file in any', async () => {
  database = await createTestDatabase()
  const told = await drillTelling({ files: 12, kills: false, disapproves: false, dir, databaseUrl: database.owner })
  expect([told.missing, told.doubled, told.canaries, told.repeated]).toEqual([[], [], [], { mails: 0, calls: 0 }])
  expect(Object.keys(told.byKind).sort()).toEqual(expect.arrayContaining(['delivered', 'inbox']))
  expect(Object.values(told.mails)).toHaveLength(4)
  // Of what may need somebody and of other news: one at once, and one when the hour is over.
  expect(Math.max(...Object.values(told.mails))).toBeLessThanOrEqual(4)
  expect(told.events).toBeGreaterThan(12)
})

test('a word that may not be there is seen', () => {
  expect(findCanaries(['Karin', '900101-9802'], { mails: 'Hej KARIN', calls: '', log: '900101-9802' })).toEqual([
    'Karin in mails',
    '900101-9802 in log',
  ])
})
