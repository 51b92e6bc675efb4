// One thing that a thief in a process of ours tries, and how it is tried with the process's own database role.
import type pg from 'pg'
import { asRole, type DatabaseRole } from '../../fixtures/test-database.ts'
import { readTables, type TriedTable } from './belongs.ts'
import { connect, copyWorld, type WallsWorld } from './world.ts'

export type ThiefRole = Extract<DatabaseRole, 'web' | 'gateway'>
/** `got`: what the thief has now; `refused`: in whose words; `skipped`: this machine does not let it be tried. */
export type Result = { kind: 'got'; what: string } | { kind: 'refused'; words: string } | { kind: 'skipped'; why: string }
export type Try = {
  /** What it is about, as the table is ordered. */
  about: string
  does: string
  /** Words that the refusal must have. */
  refusal: RegExp
  /** What is known to remain, and why: then it is expected to be got. */
  remains?: string
  run: (scene: Scene) => Promise<Result>
}

/** A copy of the world in which tries are made. */
export type Scene = {
  world: WallsWorld
  /** As the owner of the cluster. */
  client: pg.Client
  as: (role: DatabaseRole) => string
  tables: TriedTable[]
  /** SQL that gives a word for all rows of the other company's and its person's, by table. */
  theirRows: string
  /** … and what it gives while nothing of theirs has changed. */
  theirWords: Map<string, string>
  /** What was started for it. */
  beforeDrop: (() => Promise<void>)[]
  drop: () => Promise<void>
}

export async function openScene(world: WallsWorld, alter = ''): Promise<Scene> {
  const { url, drop } = await copyWorld(world, alter)
  const client = await connect(url)
  const tables = await readTables(client, world)
  const beforeDrop: Scene['beforeDrop'] = []
  const theirRows = tables
    .filter(({ theirs }) => theirs)
    .map(
      ({ name, theirs }) =>
        `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) AS word FROM ${name} t WHERE ${theirs}`,
    )
    .join(' UNION ALL ')
  return {
    ...{
      world,
      client,
      tables,
      theirRows,
      theirWords: await rowWords({ client, theirRows }),
      as: (role) => asRole(url, role),
      beforeDrop,
    },
    async drop() {
      for (const end of beforeDrop) await end()
      await client.end()
      await drop()
    },
  }
}

type SqlTry = Omit<Try, 'run' | 'refusal'> & {
  role?: ThiefRole
  /** For whom the transaction speaks; `ours`: as a page of Anna's does. */
  speaks?: 'ours' | 'nobody'
  /** Run one after the other in a transaction that would be committed. */
  sql: string | string[]
  params?: unknown[]
  refusal?: RegExp
  /**
   * By what it is seen that the thief has got it: `rows`: the last statement's rows; `change`: rows of the other company's or its
   * person's are others than before, or the answer shows something of them; else SQL of the owner's that gives a row.
   */
  seen?: 'rows' | 'change' | { check: string }
}

/** Words of refusals that are walls: no right, another's row, nobody who speaks, no such row. */
export const WALL = /permission denied|row-level security|another|no rows|nothing of theirs|must be|no operator/

export function sqlTry({
  role = 'web',
  speaks = 'ours',
  sql,
  params = [],
  seen = 'rows',
  refusal = WALL,
  ...named
}: SqlTry): Try {
  const statements = [sql].flat()
  return {
    ...named,
    refusal,
    run: (scene) =>
      inTransaction(scene, async () => {
        const result = await asThief(scene, { role, speaks }, async () => {
          let last: pg.QueryResult | undefined
          for (const [n, statement] of statements.entries())
            last = await scene.client.query(statement, n === statements.length - 1 ? params : [])
          return last as pg.QueryResult
        })
        if (result instanceof Error) return { kind: 'refused', words: result.message }
        if (seen === 'change') return judgeChange(scene, result)
        if (typeof seen === 'object') {
          const { rows } = await scene.client.query(seen.check)
          return rows.length > 0
            ? { kind: 'got', what: shortly(rows[0]) }
            : { kind: 'refused', words: `nothing of theirs: ${shortly(result.rows)}` }
        }
        if (result.rowCount === null) return { kind: 'got', what: result.command ?? 'done' }
        if (result.rowCount === 0) return { kind: 'refused', words: 'no rows' }
        return { kind: 'got', what: `${result.rowCount} rows ${result.rows.length > 0 ? shortly(result.rows[0]) : ''}`.trim() }
      }),
  }
}

/** A transaction that is not committed: the next try finds the world as this one did. */
async function inTransaction({ client }: Scene, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } finally {
    await client.query('ROLLBACK')
  }
}

type Speaks = { role: ThiefRole; speaks: 'ours' | 'nobody' }

/** Runs `work` with the rights of the role's own connection, up to the checks that COMMIT would make; gives the error that ended it. */
async function asThief(
  scene: Scene,
  { role, speaks }: Speaks,
  work: () => Promise<pg.QueryResult>,
): Promise<pg.QueryResult | Error> {
  const { client, world } = scene
  await client.query(`BEGIN; SAVEPOINT thief; SET LOCAL SESSION AUTHORIZATION kvittens_${role}`)
  try {
    if (speaks === 'ours') await client.query(speaking(world, role))
    const result = await work()
    await client.query('SET CONSTRAINTS ALL IMMEDIATE; RESET SESSION AUTHORIZATION')
    return result
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT thief')
    return error as Error
  }
}

/** As the process does for somebody of its own; and the other company stands in every setting that once was believed. */
export function speaking({ ours, theirs, anna, bo, ourThings }: WallsWorld, role: ThiefRole): string {
  const speak = role === 'web' ? `speak_for('${anna.cookie}'` : `speak_for_certificate('${ourThings.fingerprint}'`
  return `SELECT set_config('kvittens.employer', '${theirs.employerId}', true), set_config('kvittens.person', '${bo.personId}', true);
    DO $$ BEGIN ASSERT ${speak}, '${ours.employerId}') = 'ok', 'the thief cannot speak for its own company'; END $$`
}

async function rowWords({ client, theirRows }: Pick<Scene, 'client' | 'theirRows'>): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; word: string }>(theirRows)
  return new Map(rows.map(({ name, word }) => [name, word]))
}

async function judgeChange(scene: Scene, { rows }: pg.QueryResult): Promise<Result> {
  const changed = [...(await rowWords(scene))].filter(([name, word]) => scene.theirWords.get(name) !== word).map(([name]) => name)
  if (changed.length > 0) return { kind: 'got', what: `changed ${changed.join(', ')}` }
  const said = JSON.stringify(rows)
  const shown = scene.world.marks.find((mark) => said.includes(mark))
  if (shown) return { kind: 'got', what: `shows ${shortly(rows)}` }
  return { kind: 'refused', words: `nothing of theirs: ${shortly(rows)}` }
}

export const shortly = (value: unknown): string => JSON.stringify(value).slice(0, 120)
