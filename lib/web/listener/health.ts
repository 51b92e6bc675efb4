import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { INCOMING } from '#lib/store/format.ts'
import { requireRoom } from '#lib/store/require-room.ts'
import { readGate } from '#lib/submissions/send-gate.ts'
import type { Web } from './web.ts'

const PARTS = ['database', 'payloads', 'relay', 'gateway', 'sending'] as const
type Part = (typeof PARTS)[number]

/** A process without a beat for this long is failing. */
const SILENT_S = 60

/** The route is open to anyone: the parts are checked at most once in this time. */
const FRESH_MS = 1_000
const checks = new WeakMap<Web, { begun: number; failing: Promise<Part[]> }>()

/** GET /api/health: 200 when every part works, else 503 with the names of those that do not (contracts: "Local start"). `sending` fails while it is stopped. */
export async function showHealth(web: Web, call: Call): Promise<void> {
  const failing = await checkOnce(web)
  const parts = Object.fromEntries(PARTS.map((part) => [part, failing.includes(part) ? 'failing' : 'ok']))
  const status = failing.length === 0 ? 200 : 503
  const body = failing.length === 0 ? { status: 'ok', parts } : { status: 'failing', failing, parts }
  sendReply(call, { status, json: body })
}

function checkOnce(web: Web): Promise<Part[]> {
  const last = checks.get(web)
  if (last && performance.now() - last.begun < FRESH_MS) return last.failing
  const failing = check(web)
  checks.set(web, { begun: performance.now(), failing })
  return failing
}

async function check(web: Web): Promise<Part[]> {
  const [failing, stored] = await Promise.all([failingByDatabase(web), canStore(web)])
  return PARTS.filter((part) => failing.includes(part) || (part === 'payloads' && !stored))
}

/** Without the database the other processes' state is unknown, so they count as failing. */
async function failingByDatabase({ db, env, log }: Web): Promise<Part[]> {
  try {
    const { rows } = await db.pool.query<{ process: string }>(
      `SELECT process FROM process_beat WHERE at > clock_timestamp() - make_interval(secs => $1) GROUP BY process`,
      [SILENT_S],
    )
    const silent = (['relay', 'gateway'] as const).filter((part) => !rows.some(({ process }) => process === part))
    const gate = await readGate(db, env.PAYLOAD_DIR)
    return gate.kind === 'stopped' ? [...silent, 'sending'] : silent
  } catch (error) {
    log.fault('part-away', error, { part: 'database' })
    return ['database', 'relay', 'gateway']
  }
}

/** Free space, and a file can be written and removed. */
async function canStore({ env, log }: Web): Promise<boolean> {
  const probe = join(env.PAYLOAD_DIR, INCOMING, `${randomUUID()}.probe`)
  try {
    await requireRoom(env.PAYLOAD_DIR, 0)
    await writeFile(probe, 'probe')
    await rm(probe)
    return true
  } catch (error) {
    log.fault('part-away', error, { part: 'payloads' })
    return false
  }
}
