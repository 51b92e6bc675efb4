import { readBeats } from '#lib/beat.ts'
import { readMailState, readWaitingCalls } from '#lib/notices/mail-state.ts'
import { listPayloadMonths } from '#lib/submissions/list-payload-months.ts'
import { type ReceiverLine, readReceiverLine } from '#lib/submissions/receiver-line.ts'
import type { SendGate } from '#lib/submissions/send-gate.ts'
import { readSendingStatus } from '#lib/submissions/sending-status.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import { operatorTexts } from '#lib/text/operator-notices.ts'
import type { Admin } from './admin.ts'

/** `status`: 0 when files are sent and nothing waits for a person, else 1. */
export async function showStatus(admin: Admin): Promise<number> {
  const { say, write } = admin
  const { gate, queued, waiting, forgotten } = await readSendingStatus(admin.db, admin.dir)
  write(gateLine(admin, gate))
  write(say('queue', { count: queued.count, oldest: queued.oldest ? say('oldest', { time: timeOf(admin, queued.oldest) }) : '' }))
  for (const { reason, count } of waiting) write(say('waiting', { count, reason }))
  if (forgotten !== null) write(say('forgotten', { count: forgotten }))
  const line = await readReceiverLine({ db: admin.db, now: new Date() })
  write(lineSentence(admin, line))
  const mail = await readMailState(admin)
  write(say('mails', { count: mail.waiting }))
  if (mail.failingSince) write(say('mailsFailing', { time: timeOf(admin, mail.failingSince) }))
  write(say('calls', await readWaitingCalls(admin)))
  const relays = (await readBeats(admin.db)).filter(({ process }) => process === 'relay')
  if (!relays.some(({ isAlive }) => isAlive)) write(say('noRelay'))
  else if (!relays.some(({ isAlive, detail }) => isAlive && detail.operatorMail === 'on')) write(say('noOperatorMail'))
  for (const line of await monthLines(admin)) write(line)
  const isHalted = gate.kind === 'stopped' || line.kind === 'failing' || mail.failingSince !== null
  return isHalted || waiting.length > 0 ? 1 : 0
}

function lineSentence(admin: Admin, line: ReceiverLine): string {
  const { say, locale } = admin
  if (line.kind === 'failing')
    return say('lineFailing', { time: timeOf(admin, line.since), fault: operatorTexts[locale].fault[line.fault] })
  if (line.kind === 'closed') return line.opens ? say('lineClosed', { time: timeOf(admin, line.opens) }) : say('lineNeverOpen')
  return line.lastAccepted ? say('lineAccepted', { time: timeOf(admin, line.lastAccepted) }) : say('lineSilent')
}

function gateLine(admin: Admin, gate: SendGate): string {
  const { say } = admin
  if (gate.kind === 'open') return say('open')
  const since = gate.since ? say('sinceTime', { time: timeOf(admin, gate.since) }) : ''
  return `${say(gate.why, { since })} ${say(gate.isReconciled ? 'reconciled' : 'notReconciled')}`
}

/** Which months' keys there are, and what each still opens. */
async function monthLines(admin: Admin): Promise<string[]> {
  const { say } = admin
  const months = await listPayloadMonths(admin)
  const lines = months.map(({ month, kept, destroyedAt }) => {
    if (month === null) return say('payloadsOfBefore', { count: kept })
    return destroyedAt
      ? say('payloadKeyDestroyed', { month, time: timeOf(admin, destroyedAt) })
      : say('payloadKey', { month, count: kept })
  })
  return months.some(({ month, destroyedAt }) => month !== null && !destroyedAt) ? lines : [say('noPayloadKey'), ...lines]
}

const timeOf = ({ locale }: Admin, time: Date) => `${longDate(time, locale)} ${clockPhrase(time, locale)}`
