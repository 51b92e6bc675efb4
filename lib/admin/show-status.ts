import type { SendGate } from '#lib/submissions/send-gate.ts'
import { readSendingStatus } from '#lib/submissions/sending-status.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import type { Admin } from './admin.ts'

/** `status`: 0 when files are sent and nothing waits for a person, else 1. */
export async function showStatus(admin: Admin): Promise<number> {
  const { say, write } = admin
  const { gate, queued, waiting, forgotten } = await readSendingStatus(admin.db, admin.dir)
  write(gateLine(admin, gate))
  write(say('queue', { count: queued.count, oldest: queued.oldest ? say('oldest', { time: timeOf(admin, queued.oldest) }) : '' }))
  for (const { reason, count } of waiting) write(say('waiting', { count, reason }))
  if (forgotten !== null) write(say('forgotten', { count: forgotten }))
  return gate.kind === 'stopped' || waiting.length > 0 ? 1 : 0
}

function gateLine(admin: Admin, gate: SendGate): string {
  const { say } = admin
  if (gate.kind === 'open') return say('open')
  const since = gate.since ? say('sinceTime', { time: timeOf(admin, gate.since) }) : ''
  return `${say(gate.why, { since })} ${say(gate.isReconciled ? 'reconciled' : 'notReconciled')}`
}

const timeOf = ({ locale }: Admin, time: Date) => `${longDate(time, locale)} ${clockPhrase(time, locale)}`
