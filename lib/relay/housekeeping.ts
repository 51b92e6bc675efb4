import { noteHeads } from '#lib/audit/note-heads.ts'
import { forgetDead } from '#lib/beat.ts'
import { purgeDeliveries } from '#lib/deliveries/purge-deliveries.ts'
import { remindPurge } from '#lib/deliveries/remind-purge.ts'
import { sweepDeliveries } from '#lib/deliveries/sweep-deliveries.ts'
import { effectDueApplications } from '#lib/joining/desk/approve-application.ts'
import { lapseApplications } from '#lib/joining/lapse-applications.ts'
import { lapseMembers } from '#lib/members/lapse-members.ts'
import { purgeNotices } from '#lib/notices/notice-queue.ts'
import { purgeEvents } from '#lib/notices/purge-events.ts'
import { ABANDONED_AFTER_MS } from '#lib/store/list-abandoned.ts'
import { areKeysThere } from '#lib/store/payload-keys.ts'
import { isStoreThere } from '#lib/store/store.ts'
import { destroyPayloadKeys } from '#lib/submissions/destroy-payload-keys.ts'
import { mayBeForgotten } from '#lib/submissions/is-forgotten.ts'
import { purgeSubmissions } from '#lib/submissions/purge-submissions.ts'
import { readGate } from '#lib/submissions/send-gate.ts'
import { sweepUnconfirmed } from '#lib/submissions/sweep-payloads.ts'
import { purgeCalls } from '#lib/webhooks/purge-calls.ts'
import type { Relay } from './relay.ts'

/** Notes the heads of the audit trail's chains outside the database, once a day; returns how many. */
export async function noteAuditHeads({ db, log, headsFile }: Pick<Relay, 'db' | 'log' | 'headsFile'>): Promise<number> {
  const noted = headsFile === undefined ? undefined : await noteHeads({ db, now: new Date() }, headsFile)
  if (noted !== undefined) log.info('audit-heads-noted', { count: noted })
  return 0
}

/**
 * Ends what nobody goes on with or confirms, reminds of deliveries that are soon purged, purges them, what was handed in, old notices,
 * webhook calls and events, and removes what relays that died left behind, their beats too, and payloads that no row needs; destroys
 * the keys of months of which nothing is kept.
 * Purges no files while the store is away. Returns how many files went.
 */
export async function keepHouse({ db, name, log, payloads, keys, keepDays }: Relay, now: Date): Promise<number> {
  const { dir } = payloads
  await forgetDead(db)
  await keepRights({ db, log, now })
  const reminded = await remindPurge({ db, now })
  if (reminded > 0) log.info('reminded', { count: reminded })
  const forgotten = await purgeNotices({ db, now })
  if (forgotten > 0) log.info('notices-forgotten', { count: forgotten })
  const callsForgotten = await purgeCalls({ db })
  if (callsForgotten > 0) log.info('webhook-calls-forgotten', { count: callsForgotten })
  const eventsForgotten = await purgeEvents({ db, now })
  if (eventsForgotten > 0) log.info('events-forgotten', { count: eventsForgotten })
  if (!(await isStoreThere(dir))) return 0
  const purged = await purgeDeliveries({ db, now }, { payloadDir: dir, relay: name })
  if (purged > 0) log.info('deliveries-purged', { count: purged })
  // A file without a row may belong to a delivery that the database forgot.
  const gate = await readGate(db, dir)
  if (gate.kind === 'stopped') return purged
  const handedIn = await purgeSubmissions({ db }, { payloadDir: dir, keepDays, relay: name })
  if (handedIn > 0) log.info('submissions-purged', { count: handedIn })
  const unconfirmed = await sweepUnconfirmed({ db }, dir, { olderThanMs: ABANDONED_AFTER_MS, now })
  if (unconfirmed > 0) log.warn('swept', { count: unconfirmed })
  if (await areKeysThere(keys))
    for (const month of await destroyPayloadKeys({ db }, { keys, payloadDir: dir, relay: name }))
      log.info('payload-key-destroyed', { month })
  const isKept = (sealed: Date) => mayBeForgotten(gate, sealed)
  const swept = await sweepDeliveries({ db }, dir, { olderThanMs: ABANDONED_AFTER_MS, now, isKept })
  if (swept > 0) log.warn('swept', { count: swept })
  return purged + handedIn + unconfirmed + swept
}

/** What the clock does with applications and with members of all companies. */
async function keepRights({ db, log, now }: Pick<Relay, 'db' | 'log'> & { now: Date }): Promise<void> {
  await lapseApplications({ db, now })
  const made = await effectDueApplications({ db, now })
  if (made.length > 0) log.info('applications-effected', { count: made.length })
  const lapsed = await lapseMembers({ db, now })
  if (lapsed > 0) log.info('members-lapsed', { count: lapsed })
}
