import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, ROLES, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { type Beat, beat, forgetDead, PROCESSES, readBeats, startBeats } from './beat.ts'
import { type Db, openDb } from './db.ts'
import { openLog } from './log.ts'

let database: TestDatabase
let db: Db
const log = openLog({ process: 'relay', instance: 'test', level: 'silent' })
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.owner)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
beforeEach(() => db.pool.query('DELETE FROM process_beat'))

/** A beat that was so long ago. */
async function beatAgo(seconds: number, { process, instance }: Beat): Promise<void> {
  await beat(db, { process, instance })
  const sql = 'UPDATE process_beat SET at = at - make_interval(secs => $1) WHERE instance = $2'
  await db.pool.query(sql, [seconds, instance])
}
const known = async () => (await readBeats(db)).map(({ instance, isAlive }) => [instance, isAlive])

test('a process beats at once, and takes its beat with it when it stops', async () => {
  const stop = startBeats({ db, process: 'relay', instance: 'one', log }, async () => ({ line: 'open' }))
  await expect
    .poll(() => readBeats(db))
    .toMatchObject([{ process: 'relay', instance: 'one', isAlive: true, detail: { line: 'open' } }])
  await stop()
  expect(await known()).toEqual([])
})

test('one that stops while it beats leaves nothing either', async () => {
  for (let n = 0; n < 5; n++) await startBeats({ db, process: 'relay', instance: 'one', log }, async () => ({}))()
  expect(await known()).toEqual([])
})

test('one that stops leaves the beat of a successor with its name', async () => {
  const stop = startBeats({ db, process: 'web', instance: 'one', log }, async () => ({}))
  await expect.poll(known).toEqual([['one', true]])
  await beat(db, { process: 'web', instance: 'one' })
  await stop()
  expect(await known()).toEqual([['one', true]])
})

test('an instance is silent after three quarters of a minute without a beat, so that all is told within a minute', async () => {
  await beatAgo(61, { process: 'relay', instance: 'dead' })
  await beatAgo(40, { process: 'relay', instance: 'alive' })
  expect(await known()).toEqual([
    ['alive', true],
    ['dead', false],
  ])
})

test('a dead instance is forgotten after a quarter of an hour, but for the last of its kind', async () => {
  await beatAgo(1000, { process: 'relay', instance: 'dead' })
  await beatAgo(800, { process: 'relay', instance: 'dying' })
  await beatAgo(2000, { process: 'gateway', instance: 'older' })
  await beatAgo(1000, { process: 'gateway', instance: 'last' })
  expect(await forgetDead(db)).toBe(2)
  expect(await known()).toEqual([
    ['dying', false],
    ['last', false],
  ])
})

test('a beat of a time to come is no sign of life: the clock was set back since', async () => {
  await beatAgo(-3_600, { process: 'relay', instance: 'dead' })
  expect(await known()).toEqual([['dead', false]])
  await beat(db, { process: 'relay', instance: 'dead' })
  expect(await known()).toEqual([['dead', true]])
})

test('a process says of itself alone that it lives, and takes no other’s word back', async () => {
  for (const process of PROCESSES) await beat(db, { process, instance: 'own' })
  for (const role of ROLES) {
    const own = openDb(database.as(role))
    try {
      for (const process of PROCESSES) {
        const trying = beat(own, { process, instance: `by-${role}` })
        await (process === role
          ? expect(trying).resolves.toBeDefined()
          : expect(trying, `${role} as ${process}`).rejects.toThrow())
      }
      if (!PROCESSES.some((process) => process === role)) continue
      const { rows } = await own.pool.query(
        `UPDATE process_beat SET at = at - interval '1 hour' WHERE instance = 'own' RETURNING process`,
      )
      expect(rows).toEqual([{ process: role }])
      const { rows: gone } = await own.pool.query(`DELETE FROM process_beat WHERE instance = 'own' RETURNING process`)
      expect(gone).toEqual([{ process: role }])
    } finally {
      await own.close()
    }
  }
})

test('what is silent for a minute, relay does not forget: it would be told of no more', async () => {
  const relay = openDb(database.as('relay'))
  try {
    await beatAgo(61, { process: 'gateway', instance: 'silent' })
    await beat(db, { process: 'gateway', instance: 'living' })
    expect((await relay.pool.query('DELETE FROM process_beat')).rowCount).toBe(0)
    await beatAgo(1000, { process: 'gateway', instance: 'silent' })
    expect(await forgetDead(relay)).toBe(1)
  } finally {
    await relay.close()
  }
})
