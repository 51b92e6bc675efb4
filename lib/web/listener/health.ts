import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMING } from '#lib/store/format.ts'
import { requireRoom } from '#lib/store/require-room.ts'
import { sendJson } from './reply.ts'
import type { Web, WebCall } from './web.ts'

const PARTS = ['database', 'payloads', 'relay', 'gateway'] as const
type Part = (typeof PARTS)[number]

/** A process that has not said so for this long is not well. */
const SILENT_S = 60

/** Anybody may ask, as often as they like: the parts are looked at once in this time. */
const FRESH_MS = 1_000
const looks = new WeakMap<Web, { begun: number; failing: Promise<Part[]> }>()

/** GET /api/health: 200 when every part is well, else 503 with the names of those that are not. contracts: "Local start". */
export async function showHealth(web: Web, { request, response }: WebCall): Promise<void> {
  const failing = await lookOnce(web)
  const parts = Object.fromEntries(PARTS.map((part) => [part, failing.includes(part) ? 'failing' : 'ok']))
  const status = failing.length === 0 ? 200 : 503
  const body = failing.length === 0 ? { status: 'ok', parts } : { status: 'failing', failing, parts }
  if (request.method === 'HEAD') response.writeHead(status, { 'Cache-Control': 'no-store' }).end()
  else sendJson(response, status, body)
}

function lookOnce(web: Web): Promise<Part[]> {
  const last = looks.get(web)
  if (last && performance.now() - last.begun < FRESH_MS) return last.failing
  const failing = look(web)
  looks.set(web, { begun: performance.now(), failing })
  return failing
}

async function look(web: Web): Promise<Part[]> {
  const [ailing, stored] = await Promise.all([ailingByDatabase(web), canStore(web)])
  return PARTS.filter((part) => ailing.includes(part) || (part === 'payloads' && !stored))
}

/** Without the database nobody can know how the others are. */
async function ailingByDatabase({ db, log }: Web): Promise<Part[]> {
  try {
    const { rows } = await db.pool.query<{ process: string }>(
      `SELECT process FROM process_beat WHERE at > clock_timestamp() - make_interval(secs => $1) GROUP BY process`,
      [SILENT_S],
    )
    return (['relay', 'gateway'] as const).filter((part) => !rows.some(({ process }) => process === part))
  } catch (error) {
    log.fault('part-away', error, { part: 'database' })
    return ['database', 'relay', 'gateway']
  }
}

/** Room, and a file that can be written and removed. */
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
