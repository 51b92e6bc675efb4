// What is tried on connections of the process's own: other roles, what is left behind in a pool, what others' sessions show, denial.
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { asRole } from '../../fixtures/test-database.ts'
import { type Result, type Scene, shortly, speaking, type Try } from './try.ts'
import { connect } from './world.ts'

type Both = { thief: pg.Client; relay: pg.Client; scene: Scene }

export function liveTries({ world: { theirs, ours } }: Scene): Try[] {
  const about = 'connections'
  const DENIED = /permission denied|must be|no rows|cannot|disabled/
  const read = `SELECT file_name FROM submission WHERE employer_id = '${theirs.employerId}'`
  const one = (does: string, work: (at: Both) => Promise<pg.QueryResult | Result>, more: Partial<Try> = {}): Try => ({
    ...{ about, does, refusal: DENIED, ...more },
    run: (scene) => onConnections(scene, work),
  })
  return [
    one('takes another role’s session', ({ thief }) => thief.query('SET SESSION AUTHORIZATION kvittens_relay')),
    one('goes back to who it logged in as', async ({ thief }) => {
      await thief.query('RESET SESSION AUTHORIZATION')
      return thief.query(`SELECT session_user WHERE session_user <> 'kvittens_web'`)
    }),
    one('reads what others ask, while they ask it', async ({ thief, relay }) => {
      const asked = relay.query(`SELECT pg_sleep(0.2), 'kanarie'`)
      await sleep(50)
      const seen = await thief.query(
        `SELECT query FROM pg_stat_activity WHERE query LIKE '%kanarie%' AND pid <> pg_backend_pid()`,
      )
      await asked
      return seen
    }),
    one('cancels what others ask', ({ thief, relay, scene }) => killing(scene, { thief, relay }, 'pg_cancel_backend')),
    one('ends others’ connections', ({ thief, relay, scene }) => killing(scene, { thief, relay }, 'pg_terminate_backend')),
    one('prepares a transaction that outlives its connection', async ({ thief }) => {
      await thief.query('BEGIN')
      return thief.query(`PREPARE TRANSACTION 'mine'`)
    }),
    one('goes on speaking after COMMIT', async ({ thief, scene }) => {
      await thief.query('BEGIN')
      await thief.query(speaking(scene.world, 'web'))
      await thief.query('COMMIT')
      return thief.query(`SELECT file_name FROM submission WHERE employer_id = '${ours.employerId}'`)
    }),
    one('goes on speaking after ROLLBACK', async ({ thief, scene }) => {
      await thief.query('BEGIN')
      await thief.query(speaking(scene.world, 'web'))
      await thief.query('ROLLBACK')
      return thief.query(`SELECT file_name FROM submission WHERE employer_id = '${ours.employerId}'`)
    }),
    one('leaves settings in a connection for who uses it next', async ({ thief, scene }) => {
      await thief.query(`SELECT set_config('kvittens.employer', '${theirs.employerId}', false)`)
      await thief.query('BEGIN')
      await thief.query(speaking(scene.world, 'web'))
      return thief.query(read)
    }),
    one('leaves a prepared statement that speaks for who uses the connection next', async ({ thief, scene }) => {
      await thief.query(`PREPARE mine AS SELECT set_config('kvittens.employer', '${theirs.employerId}', true)`)
      await thief.query('BEGIN')
      await thief.query(speaking(scene.world, 'web'))
      await thief.query('EXECUTE mine')
      return thief.query(read)
    }),
    one('opens a cursor for one company and reads on after it speaks for none', async ({ thief, scene }) => {
      await thief.query('BEGIN')
      await thief.query(`DECLARE mine CURSOR WITH HOLD FOR ${read}`)
      await thief.query(speaking(scene.world, 'web'))
      await thief.query('COMMIT')
      return thief.query('FETCH ALL FROM mine')
    }),
    one(
      'hears of which files others’ ends are told',
      async ({ thief, relay }) => {
        const heard: string[] = []
        thief.on('notification', ({ payload }) => heard.push(payload ?? ''))
        await thief.query('LISTEN kvittens_ends')
        await relay.query(`SELECT pg_notify('kvittens_ends', 'submission 00000000-0000-0000-0000-00000000beef')`)
        await thief.query('SELECT 1')
        await sleep(20)
        return heard.length > 0 ? { kind: 'got', what: shortly(heard) } : { kind: 'refused', words: 'no rows' }
      },
      { remains: 'kind and random id of what has ended; Postgres has no rights to channels' },
    ),
    one('wakes relay and pages for nothing', async ({ thief }) => thief.query(`SELECT pg_notify('kvittens_due', '')`), {
      remains: 'relay and pages look once more, and find nothing; Postgres has no rights to channels',
    }),
    one(
      'takes the lock that others’ hand-ins wait for',
      async ({ thief, relay }) => {
        await thief.query(`SELECT pg_advisory_lock(hashtextextended('uploads:${theirs.employerId}', 0))`)
        const { rows } = await relay.query(
          `SELECT pg_try_advisory_lock(hashtextextended('uploads:${theirs.employerId}', 0)) AS free`,
        )
        await thief.query('SELECT pg_advisory_unlock_all()')
        return rows[0].free ? { kind: 'refused', words: 'no rows' } : { kind: 'got', what: 'others wait while it holds the lock' }
      },
      { remains: 'denial: as long as the taken process lives, hand-ins wait; nothing is read or lost' },
    ),
    one(
      'locks a whole table',
      async ({ thief, scene }) => {
        await thief.query('BEGIN; LOCK TABLE upload IN ACCESS EXCLUSIVE MODE')
        const words = await scene.client.query(`SET lock_timeout = '50ms'; SELECT count(*) FROM upload`).then(
          () => 'no rows',
          (error: Error) => error.message,
        )
        await thief.query('ROLLBACK')
        return /lock timeout/.test(words)
          ? { kind: 'got', what: 'others wait while it holds the lock' }
          : { kind: 'refused', words }
      },
      { remains: 'denial: whoever may remove rows may lock their table; nothing is read or lost' },
    ),
    one(
      'lifts its own time limits',
      async ({ thief }) => {
        await thief.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0')
        return { kind: 'got', what: 'a transaction of its own may last' }
      },
      { remains: 'denial: a role may always set its own limits' },
    ),
  ]
}

/** Runs `work` with a connection of the thief's and one of relay's; both are ended. */
async function onConnections(scene: Scene, work: (at: Both) => Promise<pg.QueryResult | Result>): Promise<Result> {
  const thief = await connect(scene.as('web'))
  const relay = await connect(asRole(scene.as('web'), 'relay'))
  try {
    const result = await work({ thief, relay, scene })
    if ('kind' in result) return result
    if ((result.rowCount ?? 0) > 0 || result.command === 'SET') return { kind: 'got', what: shortly(result.rows) }
    return { kind: 'refused', words: 'no rows' }
  } catch (error) {
    return { kind: 'refused', words: (error as Error).message }
  } finally {
    await thief.end()
    await relay.end()
  }
}

async function killing(scene: Scene, { thief, relay }: Omit<Both, 'scene'>, by: 'pg_cancel_backend' | 'pg_terminate_backend') {
  const { rows } = await relay.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  await scene.client.query('SELECT 1')
  return thief.query(`SELECT ${by}(${rows[0]?.pid})`)
}
