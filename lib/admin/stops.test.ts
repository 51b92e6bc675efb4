import { execFile } from 'node:child_process'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { type Db, openDb } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'
import { listStops, planStop, removeStop } from '#lib/submissions/planned-stops.ts'

let database: TestDatabase
let owner: Db
let relay: Db
let web: Db
beforeAll(async () => {
  database = await createTestDatabase()
  owner = openDb(database.owner)
  relay = openDb(database.as('relay'))
  web = openDb(database.as('web'))
})
afterAll(async () => {
  await owner.close()
  await relay.close()
  await web.close()
  await database.drop()
})
beforeEach(() => relay.pool.query('UPDATE planned_stop SET removed_at = now()'))

const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS)
const texts = { sv: 'Vi byter databas.', en: 'We change databases.' }
const context = () => ({ db: relay, actor: 'admin:lisa' })
const shown = async (options?: { soon: boolean }) => (await listStops({ db: web, now }, options)).map(({ id }) => id)

function admin(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, LANG: 'sv_SE.UTF-8', DATABASE_URL: database.as('relay'), PAYLOAD_DIR: '/nowhere' }
  return new Promise((resolve) => {
    execFile(process.execPath, ['lib/admin/main.ts', ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

test('a stop is shown to all from a week before, while it runs, and no more when it is over or removed', async () => {
  const plan = (from: Date, until: Date | null) => planStop(context(), { from, until, ...texts })
  const over = await plan(inDays(-2), inDays(-1))
  const running = await plan(inDays(-1), null)
  const soon = await plan(inDays(LIMITS.stopShownDays - 0.1), inDays(8))
  const later = await plan(inDays(LIMITS.stopShownDays + 0.1), inDays(8))
  expect(await shown()).toEqual([running, soon, later])
  expect(await shown({ soon: true })).toEqual([running, soon])
  expect([await removeStop(context(), running), await removeStop(context(), running), await removeStop(context(), over)]).toEqual(
    [true, false, false],
  )
  expect(await shown({ soon: true })).toEqual([soon])
  const links = await owner.pool.query('SELECT action, actor FROM audit WHERE object = $1 ORDER BY seq', [running])
  expect(links.rows).toEqual([
    { action: 'stop.planned', actor: 'admin:lisa' },
    { action: 'stop.removed', actor: 'admin:lisa' },
  ])
})

test('the operator plans a stop in Swedish time or with a zone, sees it and removes it', async () => {
  const planned = await admin(
    'stop',
    '--from',
    '2036-12-05 20.00',
    '--until',
    '2036-12-05T21:00Z',
    '--sv',
    texts.sv,
    '--en',
    texts.en,
  )
  expect(planned).toMatchObject({ code: 0, err: '' })
  expect(planned.out).toContain('från 5 december 2036 kl.\u00a020.00 till 5 december 2036 kl.\u00a022.00')
  const [stop] = await listStops({ db: web, now })
  expect(stop).toMatchObject({ ...texts, from: new Date('2036-12-05T19:00:00Z'), until: new Date('2036-12-05T21:00:00Z') })
  const id = stop?.id ?? ''
  expect((await admin('stops')).out).toContain(`${id}  5 december 2036`)
  expect(await admin('stop', '--remove', id)).toMatchObject({ code: 0, out: `${id}: stoppet är borttaget.\n` })
  expect((await admin('stops')).out).toBe('Inget stopp är planerat.\n')
})

test('what cannot be is told, and nothing is planned', async () => {
  const good = { from: '2036-12-05 20.00', until: '2036-12-05 21.00', ...texts }
  const args = (change: Partial<typeof good>) =>
    Object.entries({ ...good, ...change }).flatMap(([name, value]) => [`--${name}`, value])
  const bad = [
    [args({ from: '2036-02-30 20.00' }), '--from 2036-02-30 20.00'],
    [args({ from: '2036-02-30T20:00Z' }), '--from 2036-02-30T20:00Z'],
    [args({ from: '2036-12-05 25.00' }), '--from 2036-12-05 25.00'],
    [args({ until: 'i kväll' }), '--until i kväll'],
    [args({ until: good.from }), '--until ska vara efter'],
    [args({ from: '2020-12-05 20.00', until: '2020-12-05 21.00' }), '--until ska vara efter'],
    [args({ sv: ' ' }), '--sv: skriv'],
    [args({ en: 'a'.repeat(LIMITS.stopCharacters + 1) }), '--en: skriv'],
    [args({ en: 'two\nlines' }), '--en: skriv'],
    [args({ sv: 'Fråga 19121212-1212.' }), '--sv: texten ser ut'],
    [['--sv', 'a', '--en', 'b'], '--from'],
    [['--remove', 'a'], 'a: det finns inget'],
    [['--remove', 'a', '--sv', 'b'], '--remove tar bort'],
    [['--when', 'now'], 'går inte att förstå'],
  ] as const
  for (const [wrong, sentence] of bad) {
    const { code, err } = await admin('stop', ...wrong)
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)])
  }
  expect(await shown()).toEqual([])
})
