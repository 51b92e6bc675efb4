// Relay killed with SIGKILL again and again, just when the mail server has taken a mail: no event is without its mail, and a mail
// that comes twice carries the same Message-ID.
import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMail } from '#e2e/fixtures/mails.ts'
import { PORTAL, type Post, passHours, startPost } from '#e2e/fixtures/post.ts'
import { setRecipients } from '#e2e/fixtures/recipients.ts'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { DONE, handInFor, REJECTED, tryOnce } from '#e2e/fixtures/stories.ts'
import { fanOutEvents } from '#lib/notices/fan-out-events.ts'
import { notifyDue } from './notify.ts'

const KILLS = 3
const ADDRESSES = ['a@exempel.test', 'b@exempel.test', 'c@exempel.test']

let at: RelayFixture
let post: Post
beforeAll(async () => {
  at = await relayFixture()
  post = await startPost(at.given.relay)
  await setRecipients(at.given.owner, at.given.first.employerId, ADDRESSES)
})
afterAll(async () => {
  await post.stop()
  await at.drop()
})

function startRelay(): ChildProcess {
  const identity = join(at.given.dir, 'relay-identity')
  writeFileSync(identity, `${at.given.identity}\n`)
  return spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: at.given.database.as('relay'),
      PAYLOAD_DIR: at.given.dir,
      RECEIVER_FILE: at.receiverFile(),
      PAYLOAD_KEYS: at.given.keys,
      WEBHOOK_IDENTITY: identity,
      SMTP_URL: post.box.url,
      MAIL_FROM: 'kvittens@example.se',
      PUBLIC_URL: PORTAL,
    },
    stdio: 'ignore',
  })
}

async function killAtNextMail(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const before = post.box.mails().length
  const deadline = Date.now() + 20_000
  while (post.box.mails().length === before && Date.now() < deadline) await sleep(1)
  child.kill('SIGKILL')
  await gone
}

/** As if the time in which a dead relay's leases hold had passed. */
const expireLeases = () =>
  at.given.owner.pool.query('UPDATE notice SET next_attempt_at = now(), lease_until = NULL WHERE lease_until IS NOT NULL')

test('each event is in a mail to each address, and repeats are known by their Message-ID', async () => {
  const { first, owner } = at.given
  const references: string[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    for (let n = 0; n < 3; n++) {
      const handed = await handInFor(at.given, { employerId: first.employerId, by: first.anna })
      await tryOnce(at.given, handed, REJECTED, DONE)
      references.push(handed.reference)
    }
    post.box.behave(kill % 2 === 0 ? 'take-silently' : 'take')
    await killAtNextMail(startRelay())
    await expireLeases()
    await passHours(owner, 2)
  }
  post.box.behave('take')
  while ((await fanOutEvents(post.relay)) > 0);
  while ((await notifyDue(post.relay)) > 0);
  const mails = post.box.mails().map(readMail)
  for (const address of ADDRESSES) {
    const text = mails.flatMap((mail) => (mail.to === address ? [mail.text] : [])).join('\n')
    expect(references.filter((reference) => !text.includes(reference))).toEqual([])
  }
  expect(await owner.prisma.event.count({ where: { mailedAt: null } })).toBe(0)
  expect(await owner.prisma.noticeEvent.count()).toBe(references.length * ADDRESSES.length)
  const notices = await owner.prisma.notice.findMany()
  expect(notices.every(({ sentAt }) => sentAt)).toBe(true)
  // Some have come twice: the kill came before relay wrote down that they went.
  expect(mails.length).toBeGreaterThan(notices.length)
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(notices.length)
  expect(new Set(mails.map(({ messageId, to }) => `${messageId} ${to}`)).size).toBe(notices.length)
})
