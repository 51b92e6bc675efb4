// Files handed in while everything is killed; and the same with a database that is put back from a backup in the middle.
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { readLedger } from '../rehearsal/agency/ledger.ts'
import { type Kills, wreak } from './chaos.ts'
import { type AnsweredUpload, type SendSteadilyInput, sendSteadily } from './send-files.ts'
import type { World } from './world.ts'

type SendInChaosInput = SendSteadilyInput & { chaos: { random: () => number; everyMs: number } }
type ChaosResult = { answered: AnsweredUpload[]; kills: Kills }

/** Kills parts until the last file has been answered. */
export async function sendInChaos(world: World, { chaos, ...wish }: SendInChaosInput): Promise<ChaosResult> {
  const stop = new AbortController()
  const killing = wreak(world, { ...chaos, until: stop.signal })
  const answered = await sendSteadily(world, wish).finally(() => stop.abort())
  return { answered, kills: await killing }
}

/** Longer than any send: afterwards the agency has all that it will get until sending is released. */
const LAST_SEND_MS = 10_000

/**
 * A third is handed in; the database is copied; another third; the copy is put back. While nothing is sent, the senders of the
 * second third hand the same bytes in again, since nobody knows their references any more, and the last third comes. Then the
 * operator compares with what the agency has, and releases.
 */
export async function sendThroughRestore(
  world: World,
  wish: SendInChaosInput,
  { ledgerFile }: { ledgerFile: string },
): Promise<ChaosResult & { reconciled: string }> {
  const third = { ...wish, count: Math.ceil(wish.count / 3) }
  const before = await sendInChaos(world, third)
  await world.backUp()
  const forgotten = await sendInChaos(world, third)
  await world.restore()
  await isStopped(world)
  const again = await sendInChaos(world, { ...third, again: forgotten.answered })
  const fresh = await sendInChaos(world, third)
  await sleep(LAST_SEND_MS)
  const listed = readLedger(world.ledgerFile).map((entry) => `${JSON.stringify(entry)}\n`)
  writeFileSync(ledgerFile, listed.join(''))
  const compared = await world.admin('reconcile', ledgerFile)
  const released = await world.admin('release')
  if (released.code !== 0) throw new Error(`${compared.text}${released.text}`)
  const parts = [before, forgotten, again, fresh]
  return {
    answered: [before, again, fresh].flatMap(({ answered }) => answered),
    kills: parts.map(({ kills }) => kills).reduce(sumOf),
    reconciled: compared.text.match(/(?:Unknown to us|Recorded as arrived, not to be sent): \d+/g)?.join(', ') ?? compared.text,
  }
}

const sumOf = (a: Kills, b: Kills): Kills =>
  Object.fromEntries(Object.entries(a).map(([what, times]) => [what, times + b[what as keyof Kills]])) as Kills

async function isStopped({ owner }: World): Promise<void> {
  for (;;) {
    const asked = owner.pool.query('SELECT FROM send_gate WHERE stopped_at IS NOT NULL')
    const stopped = await asked.then(
      ({ rowCount }) => rowCount === 1,
      () => false,
    )
    if (stopped) return
    await sleep(100)
  }
}
