// The relay as a process, with an operator's address: what it finds goes out as a mail, once, whatever is killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ReadMail, readMail } from '#e2e/fixtures/mails.ts'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { type Mailbox, startMailbox } from '#e2e/rehearsal/mail/mailbox.ts'

let at: RelayFixture
let dir: string
let box: Mailbox
let relay: ChildProcess | undefined
beforeAll(async () => {
  at = await relayFixture()
  dir = mkdtempSync(join(tmpdir(), 'kvittens-mail-'))
  box = await startMailbox({ dir })
})
afterAll(async () => {
  await kill()
  await box.stop()
  rmSync(dir, { recursive: true, force: true })
  await at.drop()
})

function start(): void {
  const identity = join(at.given.dir, 'identity')
  writeFileSync(identity, `${at.given.identity}\n`)
  const env = {
    ...{ DATABASE_URL: at.given.database.as('relay'), PAYLOAD_DIR: at.given.dir },
    ...{ PAYLOAD_KEYS: at.given.keys, WEBHOOK_IDENTITY: identity },
    ...{ RECEIVER_FILE: at.receiverFile(), INSTANCE: 'r1', PUBLIC_URL: 'https://kvittens.example.se' },
    ...{ SMTP_URL: box.url, MAIL_FROM: 'kvittens@example.se', OPERATOR_MAIL: 'drift@exempel.test', OPERATOR_LANGUAGE: 'en' },
  }
  relay = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], { env: { ...process.env, ...env }, stdio: 'ignore' })
}
async function kill(): Promise<void> {
  const dead = relay
  if (!dead || dead.exitCode !== null || dead.signalCode !== null) return
  const gone = new Promise((resolve) => dead.once('exit', resolve))
  dead.kill('SIGKILL')
  await gone
}
const mails = (): ReadMail[] => box.mails().map(readMail)
const about = (subject: string) => mails().filter((mail) => mail.subject.startsWith(subject))
const sql = (text: string) => at.given.owner.pool.query(text)
const waiting = async () => (await sql(`SELECT FROM notice WHERE next_attempt_at IS NOT NULL AND void_at > now()`)).rowCount

test('the only relay, killed and back after long, tells how long none ran; what it told it does not repeat', async () => {
  await sql(`INSERT INTO process_beat (process, instance, at) VALUES ('relay', 'r1', '2026-11-30T10:00:00Z')`)
  await sql(`UPDATE process_beat SET at = now() - interval '1 hour'`)
  await sql(
    `INSERT INTO receiver_line (channel, failing_since, failing_code) VALUES ('https', now() - interval '1 hour', 'status-503')`,
  )
  start()
  await expect.poll(() => about('No relay ran from')).toHaveLength(1)
  // What is under way when a relay dies is sent again after a minute: that is event-mails-killed's story.
  await expect.poll(waiting).toBe(0)
  expect(about('No relay ran from')[0]).toMatchObject({ to: 'drift@exempel.test', text: expect.stringContaining('/api/health') })
  const first = mails().map(({ messageId }) => messageId)
  await kill()
  const beats = async () => (await at.given.owner.prisma.processBeat.findFirst({ where: { instance: 'r1' } }))?.at.getTime() ?? 0
  const before = await beats()
  start()
  await expect.poll(async () => (await beats()) > before).toBe(true)
  await expect.poll(waiting).toBe(0)
  expect(about('No relay ran from')).toHaveLength(1)
  expect(mails().filter(({ messageId }) => first.includes(messageId))).toHaveLength(first.length)
})
