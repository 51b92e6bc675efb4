import { parseArgs } from 'node:util'
import { formatOrgnr } from '#lib/identifiers.ts'
import { readStoreEpoch } from '#lib/store/epoch.ts'
import { DISCREPANCIES, type DiscrepancyRow, type Reconciliation, reconcile } from '#lib/submissions/reconcile.ts'
import { readGate } from '#lib/submissions/send-gate.ts'
import { noteStop } from '#lib/submissions/stop-sending.ts'
import type { Admin } from './admin.ts'
import { AdminFault } from './admin-fault.ts'
import { readList } from './read-list.ts'

/** Of each kind. */
const MOST_SHOWN = 200

/** `reconcile LIST`: 0 when nothing is left to be decided, 1 when something is, AdminFault for a list that will not do. */
export async function reconcileList(admin: Admin, args: string[]): Promise<number> {
  const { db, dir, actor, say, write } = admin
  const { file, dry, apply, json, since, count } = optionsOf(args)
  const gate = await readGate(db, dir)
  // Noted before the comparison, so that this one counts.
  if (gate.kind === 'stopped' && !dry) await noteStop(admin)
  const records = !dry && (apply || gate.kind === 'stopped')
  const list = readList(file, count)
  const storeEpoch = await readStoreEpoch(dir)
  const found = await reconcile({ db }, { files: list.files, records, since, actor, storeEpoch, most: MOST_SHOWN })
  if (found === 'foreign') throw new AdminFault('listForeign', { file })
  if (json) write(JSON.stringify({ ...found, rows: found.rows.map(masked), ignored: [...list.ignored], recorded: records }))
  else {
    print(admin, found, list.ignored)
    write(records ? say('settled', { count: found.settled }) : say('nothingRecorded'))
    if (records && found.held > 0) write(say('heldRows', { count: found.held }))
    if (records && gate.kind === 'stopped') write(say('mayRelease'))
  }
  const { missing, double, different, unknown, arrived } = found.counts
  return missing + double + different + unknown + (records ? 0 : arrived) > 0 ? 1 : 0
}

function optionsOf(args: string[]) {
  const { values, positionals } = parse(args)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new AdminFault('noList')
  const { dry = false, apply = false, json = false, since, count } = values
  const known = { since: since === undefined ? null : dayOf(since), count: count === undefined ? null : countOf(count) }
  return { file, dry, apply, json, ...known }
}

function parse(args: string[]) {
  try {
    const flag = { type: 'boolean' } as const
    const options = { dry: flag, apply: flag, json: flag, since: { type: 'string' }, count: { type: 'string' } } as const
    return parseArgs({ args, allowPositionals: true, options })
  } catch (error) {
    throw new AdminFault('badOption', { reason: error instanceof Error ? error.message : String(error) })
  }
}

function dayOf(value: string): Date {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined
  if (!day || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(value)) throw new AdminFault('badDate', { value })
  return day
}

function countOf(value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new AdminFault('badCount', { value })
  return Number(value)
}

function print({ say, write }: Admin, { listed, agreeing, counts, rows }: Reconciliation, ignored: Set<string>): void {
  if (ignored.size > 0) write(say('ignored', { fields: [...ignored].join(', ') }))
  write(say('compared', { listed, agreeing }))
  for (const kind of DISCREPANCIES) {
    if (counts[kind] === 0) continue
    write(say(kind, { count: counts[kind] }))
    const shown = rows.filter((row) => row.kind === kind)
    for (const row of shown) write(lineOf(masked(row)))
    if (counts[kind] > shown.length) write(say('rest', { count: counts[kind] - shown.length }))
  }
}

function lineOf({ line, kvittensId, reference, orgnr, sha256, fields }: DiscrepancyRow): string {
  const parts = [line === null ? null : `#${line}`, reference, kvittensId, orgnr, sha256?.slice(0, 12), fields.join(' ≠ ')]
  return `  ${parts.filter((part) => part !== null && part !== undefined && part !== '').join('  ')}`
}

/** A sole trader's number is a personnummer: its third digit is below 2. */
function masked(row: DiscrepancyRow): DiscrepancyRow {
  const ten = row.orgnr?.slice(-10)
  const orgnr = ten === undefined ? null : Number(ten[2]) >= 2 ? formatOrgnr(ten) : `${ten.slice(0, 6)}-****`
  return { ...row, orgnr }
}
