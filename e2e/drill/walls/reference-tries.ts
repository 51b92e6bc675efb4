// Rows of the thief's own company that point at another's, or name another as who did it: for each table and each such column.
import type { TriedColumn, TriedTable } from './belongs.ts'
import { insertion, renewed, rowOf } from './table-tries.ts'
import { type Scene, sqlTry, type ThiefRole, type Try, WALL } from './try.ts'

export function referenceTries(scene: Scene, role: ThiefRole): Try[] {
  return scene.tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const value = foreignValue(column, table, scene)
      return value === undefined || table.ours === null ? [] : [pointingTry(table, column, { value, role })]
    }),
  )
}

/** A value that makes the row another's in part: SQL. */
function foreignValue(
  { name, type, refers }: TriedColumn,
  { name: table }: TriedTable,
  { tables, world: { bo, theirs, things } }: Scene,
): string | undefined {
  if (['employer_id', 'chain', 'applicant_id'].includes(name) || (table === 'employer' && name === 'id')) return undefined
  if (refers === 'person' || (!refers && type === 'uuid' && /(_by|person_id)$/.test(name))) return `'${bo.personId}'`
  if (refers === 'employer' || name === 'client_id') return `'${theirs.employerId}'`
  if (/_by$/.test(name) && !refers) return `'person:${bo.personId}'`
  if (name === 'certificate') return `'${things.fingerprint}'`
  const target = refers ? tables.find((each) => each.name === refers) : undefined
  return target?.theirs ? `(SELECT id FROM ${refers} WHERE ${target.theirs} LIMIT 1)` : undefined
}

/** Added with the value, and changed to it. */
function pointingTry(
  table: TriedTable,
  { name: column, type }: TriedColumn,
  { value, role }: { value: string; role: ThiefRole },
): Try {
  const named = { about: `references (${role})`, role }
  const does = `writes a row of its own ${table.name} with another’s ${column}`
  return {
    ...named,
    does,
    refusal: WALL,
    async run(scene) {
      const row = await rowOf(scene, table.name, table.ours ?? '')
      if (!row) return { kind: 'got', what: `nothing: world.ts has no row of ${table.name} to try with` }
      const { rows } = await scene.client.query(`SELECT (${value})::${type}::text AS value`)
      const added = await sqlTry({
        ...named,
        does,
        ...insertion(table, { ...renewed(row, table), [column]: rows[0].value }),
      }).run(scene)
      if (added.kind === 'got') return { kind: 'got', what: 'added' }
      const changed = await sqlTry({
        ...named,
        does,
        sql: `UPDATE ${table.name} SET ${column} = '${rows[0].value}' WHERE ${table.ours}`,
      }).run(scene)
      return changed.kind === 'got' ? { kind: 'got', what: 'changed' } : worse(added, changed)
    },
  }
}

/** The refusal that is the less of a wall. */
const worse = (added: Awaited<ReturnType<Try['run']>>, changed: typeof added) =>
  added.kind === 'refused' && /permission denied/.test(added.words) ? changed : added
