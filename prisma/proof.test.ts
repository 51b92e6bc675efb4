// Rights and proof are one: who may do what is not changed by any process without the link of the audit trail that says so, in the same
// transaction. What proves what: e2e/fixtures/proof-rules.ts.
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROOFS } from '#e2e/fixtures/proof-rules.ts'
import { CHANGES, id, type ProofScene, proofScene, SCENE } from '#e2e/fixtures/proof-scene.ts'
import { PORTAL_CHAIN as PORTAL } from '#lib/db.ts'

const OPERATIONS = ['insert', 'update', 'delete'] as const
/** Every action that proves something, and some that prove nothing. */
const ACTIONS = [
  ...new Set(
    Object.values(PROOFS).flatMap((rule) => OPERATIONS.flatMap((op) => rule[op].map((proof) => proof.split(' ')[0] ?? ''))),
  ),
  ...['employer.exported', 'submission.submitted', 'session.acts-for-all'],
]
const WITHOUT = /without its link in the audit trail/
const CASES = Object.keys(PROOFS).flatMap((table) => OPERATIONS.map((operation) => [table, operation] as const))

let scene: ProofScene
beforeAll(async () => {
  scene = await proofScene()
})
afterAll(() => scene.drop())

type Statement = string | readonly [string, readonly unknown[]]

/** One transaction. */
async function run(client: pg.Client, ...statements: Statement[]): Promise<void> {
  await client.query('BEGIN')
  try {
    for (const one of statements) await (typeof one === 'string' ? client.query(one) : client.query(one[0], [...one[1]]))
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

const SPEAKS = `SELECT speak_for('${SCENE.cookie}', '${SCENE.employer}')`
/** What web does in a transaction that speaks for the company's administrator. */
const asWeb = (...statements: Statement[]) => run(scene.as.web, SPEAKS, ...statements)
/** What a function of the owner's does for the process that calls it. */
const owners = (sql: string): Statement => ['SELECT as_owner($1)', [sql]]
const link = (action: string, object: string, chain: string = SCENE.employer): Statement =>
  owners(`SELECT append_link('${chain}', 'person:${SCENE.anna}', '${action}', '${object}', '{}')`)

describe('what is bound', () => {
  test('is listed: the database has just these triggers, with just these proofs', async () => {
    const { rows } = await scene.owner.query<{ table: string; op: string; isDeferred: boolean; args: string }>(`
      SELECT c.relname AS table, substr(t.tgname, 10) AS op, encode(t.tgargs, 'escape') AS args,
        t.tgdeferrable AND t.tginitdeferred AND t.tgenabled = 'O' AS "isDeferred"
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE 'proof\\_of\\_%'`)
    expect(rows.every(({ isDeferred }) => isDeferred)).toBe(true)
    const has = Object.fromEntries(rows.map(({ table, op, args }) => [`${table} ${op}`, args.split('\\000').filter(Boolean)]))
    const listed = CASES.map(([table, op]) => [`${table} ${op}`, [PROOFS[table]?.chains, ...(PROOFS[table]?.[op] ?? [])]])
    expect(has).toEqual(Object.fromEntries(listed))
  })

  test.each(Object.keys(PROOFS))('decides about each column of %s', async (table) => {
    const { rows } = await scene.owner.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
      [table],
    )
    const { bound = '', uses = '' } = PROOFS[table] ?? {}
    const listed = [...bound.split(' '), ...uses.split(' ')].filter(Boolean)
    expect(rows.map(({ name }) => name).sort()).toEqual(listed.sort())
    const { rows: triggers } = await scene.owner.query<{ text: string }>(
      `SELECT pg_get_triggerdef(oid) AS text FROM pg_trigger WHERE tgrelid = $1::regclass AND tgname = 'proof_of_update'`,
      [table],
    )
    expect(/to_jsonb\(old\.\*\) - '\{([^}]*)\}'::text\[\]\) IS DISTINCT/i.exec(triggers[0]?.text ?? '')?.[1]).toBe(
      uses.replaceAll(' ', ','),
    )
  })

  test.each(CASES)('%s: nothing but its own links proves an %s', async (table, operation) => {
    const { [operation]: sql = '', row = '', made = '' } = CHANGES[table] ?? {}
    const { chains = '', [operation]: rules = [] } = PROOFS[table] ?? {}
    const own = operation === 'insert' ? made : row
    const chain = chains.includes('portal') ? PORTAL : chains === 'id' ? own : SCENE.employer
    const proofs = async (object: string) => {
      const values = [sql, chain, ACTIONS, object]
      const { rows } = await scene.as.web.query<{ proofs: string[] }>('SELECT proofs_of($1, $2, $3, $4) AS proofs', values)
      return rows[0]?.proofs.sort()
    }
    const first = (rule: string) => rule.split(' ')[0] ?? ''
    const anyhow = rules.filter((rule) => rule.endsWith(' *')).map(first)
    expect(await proofs('somebody else')).toEqual(anyhow.sort())
    for (const column of new Set(rules.map((rule) => rule.split(' ')[1] ?? '*'))) {
      if (column === '*') continue
      const named = rules.filter((rule) => rule.endsWith(` ${column}`)).map(first)
      expect(await proofs(await standingIn(table, column, own, sql))).toEqual([...anyhow, ...named].sort())
    }
  })
})

/** What stands in the row's column, after the change where it makes the row. */
async function standingIn(table: string, column: string, row: string, sql: string): Promise<string> {
  const { owner } = scene
  await owner.query('BEGIN')
  if (sql.startsWith('INSERT')) await owner.query(sql)
  const { rows } = await owner.query<{ value: string }>(`SELECT ${column}::text AS value FROM ${table} WHERE id = $1`, [row])
  await owner.query('ROLLBACK')
  return rows[0]?.value ?? ''
}

describe('a change without its link', () => {
  const mandate = CHANGES.mandate?.insert ?? ''
  const given = link('mandate.given', id(64))

  test('is refused when the transaction commits, whoever makes it, and stands with it', async () => {
    await expect(asWeb(mandate)).rejects.toThrow(WITHOUT)
    for (const role of ['web', 'gateway', 'relay', 'keeper', 'admin'] as const)
      if (scene.as[role]) await expect(run(scene.as[role], owners(mandate)), role).rejects.toThrow(WITHOUT)
    await asWeb(mandate, given)
    await run(scene.owner, `DELETE FROM mandate WHERE id = '${id(64)}'`)
  })

  test('is not proven by a link of an earlier transaction, another chain or another’s transaction', async () => {
    await asWeb(given)
    await expect(asWeb(mandate)).rejects.toThrow(WITHOUT)
    await expect(asWeb(mandate, link('mandate.given', id(64), SCENE.other))).rejects.toThrow(WITHOUT)
    await expect(asWeb(mandate, link('mandate.given', id(64), PORTAL))).rejects.toThrow(WITHOUT)
    await scene.as.web.query('BEGIN')
    await scene.as.web.query(SPEAKS)
    await scene.as.web.query(mandate)
    await run(scene.as.gateway, given)
    await expect(scene.as.web.query('COMMIT')).rejects.toThrow(WITHOUT)
  })

  test('is not proven by one that is rolled back to a savepoint, before or after it was looked at', async () => {
    const back = 'ROLLBACK TO s'
    await expect(asWeb(mandate, 'SAVEPOINT s', given, back)).rejects.toThrow(WITHOUT)
    await expect(asWeb(mandate, 'SAVEPOINT s', given, 'SET CONSTRAINTS ALL IMMEDIATE', back)).rejects.toThrow(WITHOUT)
    await expect(asWeb('SAVEPOINT s', given, back, mandate, 'SET CONSTRAINTS ALL IMMEDIATE')).rejects.toThrow(WITHOUT)
    await expect(asWeb('SET CONSTRAINTS ALL IMMEDIATE', mandate, given)).rejects.toThrow(WITHOUT)
  })

  test('is proven by one in a savepoint that is kept, and by one that came first', async () => {
    const removed = `DELETE FROM mandate WHERE id = '${id(64)}'`
    await asWeb('SAVEPOINT s', given, 'RELEASE s', mandate)
    await run(scene.owner, removed)
    await asWeb('SAVEPOINT s', mandate, given, 'SAVEPOINT t', link('mandate.ended', 'x'), 'ROLLBACK TO t')
    await run(scene.owner, removed)
  })

  test('is refused in a transaction that is prepared too, where a cluster has those', async () => {
    await expect(asWeb(mandate, `PREPARE TRANSACTION 'walls'`)).rejects.toThrow(
      /without its link|prepared transactions are disabled/,
    )
  })

  test('is refused for each row of a statement', async () => {
    const two = `UPDATE mandate SET ended_at = now() WHERE employer_id = '${SCENE.employer}'`
    await run(scene.owner, mandate)
    await expect(asWeb(two, link('mandate.ended', id(61)))).rejects.toThrow(WITHOUT)
    await expect(asWeb(two, link('mandate.ended', id(61)), link('mandate.ended', id(64)))).resolves.toBeUndefined()
    await run(scene.owner, `UPDATE mandate SET ended_at = NULL`, `DELETE FROM mandate WHERE id = '${id(64)}'`)
  })

  test('is refused where a foreign key or a trigger brings it about', async () => {
    // The person's passkey goes with the person; the login with the membership.
    const freed = ['member', 'login_link', 'login_session', 'assignment'].map(
      (table) => `DELETE FROM ${table} WHERE person_id = '${SCENE.bo}'`,
    )
    await expect(run(scene.as.web, owners([...freed, `DELETE FROM person WHERE id = '${SCENE.bo}'`].join(';')))).rejects.toThrow(
      WITHOUT,
    )
    const removed = `UPDATE member SET removed_at = now() WHERE id = '${id(32)}'`
    await run(scene.owner, `UPDATE login_session SET employer_id = '${SCENE.employer}' WHERE id = '${SCENE.colleagues}'`)
    const left = async () => (await scene.owner.query(`SELECT FROM login_session WHERE id = '${SCENE.colleagues}'`)).rowCount
    await expect(asWeb(owners(removed))).rejects.toThrow(WITHOUT)
    expect(await left()).toBe(1)
  })

  test('is the database’s wall alone: without its trigger the row stands', async () => {
    const alone = await proofScene()
    try {
      await alone.owner.query('DROP TRIGGER proof_of_insert ON mandate')
      await run(alone.as.web, SPEAKS, mandate)
      expect((await alone.owner.query(`SELECT FROM mandate WHERE id = '${id(64)}'`)).rowCount).toBe(1)
    } finally {
      await alone.drop()
    }
  })
})

describe('without a link', () => {
  test('the owner changes rows: migrations, and who repairs', async () => {
    await run(scene.owner, ...Object.values(CHANGES).map(({ insert }) => insert), 'SET CONSTRAINTS ALL IMMEDIATE', 'SAVEPOINT s')
    for (const [table, { made }] of Object.entries(CHANGES).reverse())
      if (table !== 'certificate') await run(scene.owner, `DELETE FROM ${table} WHERE id = '${made}'`)
  })

  const noted = Object.entries(PROOFS).filter(([, { uses }]) => uses !== '')
  test.each(noted)('%s notes its use', async (table, { uses }) => {
    const { rows } = await scene.owner.query<{ name: string; type: string }>(
      `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute WHERE attrelid = $1::regclass AND attname = ANY ($2)`,
      [table, uses.split(' ')],
    )
    const value = (type: string) => (type.startsWith('timestamp') ? 'clock_timestamp()' : type === 'text' ? `'x'` : '7')
    const sets = rows.map(({ name, type }) => `${name} = ${value(type)}`).join(', ')
    await run(scene.as.web, owners(`UPDATE ${table} SET ${sets} WHERE id = '${CHANGES[table]?.row}'`))
  })

  test('the clock ends what a link has said would end', async () => {
    const { relay, web } = scene.as
    await run(relay, `DELETE FROM webhook WHERE id = '${id(93)}'`)
    await run(relay, `UPDATE webhook SET previous_secret = NULL, previous_until = NULL WHERE id = '${id(92)}'`)
    await run(web, owners(`UPDATE invitation SET ended_at = now() WHERE id = '${id(42)}'`))
    await run(scene.owner, `UPDATE login_session SET expires_at = now() - interval '1 s' WHERE id = '${SCENE.others}'`)
    await run(web, owners(`DELETE FROM login_session WHERE id = '${SCENE.others}'`))
  })

  test.each([
    ['webhook', `DELETE FROM webhook WHERE id = '${id(91)}'`],
    ['webhook', `UPDATE webhook SET previous_secret = NULL, previous_until = NULL, secret = 'thief' WHERE id = '${id(91)}'`],
    ['invitation', `UPDATE invitation SET ended_at = now() WHERE id = '${id(41)}'`],
    ['invitation', `UPDATE invitation SET ended_at = NULL, expires_at = now() + interval '1 day' WHERE id = '${id(42)}'`],
    ['login_session', `DELETE FROM login_session WHERE id = '${SCENE.colleagues}'`],
  ])('and nothing else of %s: %s', async (_, sql) => {
    await expect(asWeb(owners(sql))).rejects.toThrow(WITHOUT)
  })
})
