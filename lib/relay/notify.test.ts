// Mails: each once, by whichever relay, through a real mail server.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readMail } from '#e2e/fixtures/mails.ts'
import { setRecipients } from '#e2e/fixtures/recipients.ts'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { type Mailbox, startMailbox } from '#e2e/rehearsal/mail/mailbox.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { forEmployer } from '#lib/db.ts'
import { openMailer } from '#lib/mail.ts'
import { addNotices, queueNotices } from '#lib/notices/add-notices.ts'
import { keepHouse } from './housekeeping.ts'
import { notifyDue } from './notify.ts'
import type { Relay } from './relay.ts'

const PORTAL = 'https://kvittens.example.se'
let at: RelayFixture
let dir: string
let box: Mailbox
beforeAll(async () => {
  at = await relayFixture()
  await setRecipients(at.given.owner, at.given.first.employerId, ['lön@exempelbolaget.test', 'teknik@exempelbolaget.test'])
  await setRecipients(at.given.owner, at.given.second.employerId, ['annan@provforetaget.test'])
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.given.owner.prisma.notice.deleteMany()
  dir = mkdtempSync(join(tmpdir(), 'kvittens-mail-'))
  box = await startMailbox({ dir })
  return async () => {
    await box.stop()
    rmSync(dir, { recursive: true, force: true })
  }
})

const mail = (url = box.url): NonNullable<Relay['mail']> => ({
  mailer: openMailer({ url, from: 'kvittens@example.se' }),
  publicUrl: PORTAL,
})
const relay = (name = 'r1', url?: string): Relay => ({ ...at.relay(name), mail: mail(url) })
const news = (about = 'c1:30') => ({
  employerId: at.given.first.employerId,
  kind: 'certificate-ends' as const,
  about,
  params: { days: 30, ends: '2027-01-20', commonName: 'sftp.exempel.se' },
  dueAt: new Date(Date.now() - 1000),
  voidAt: new Date(Date.now() + 3_600_000),
})
const rows = () => at.given.owner.prisma.notice.findMany({ orderBy: { recipient: 'asc' } })
const makeDue = () =>
  at.given.owner.pool.query('UPDATE notice SET next_attempt_at = now(), lease_until = NULL WHERE next_attempt_at IS NOT NULL')
/** Without the wrapping of a mail. */
const plain = (mailed: string) => `${mailed}\n${readMail(mailed).text}`

test('goes to each of the company’s addresses and to nobody else, in its language, with a way to the page', async () => {
  expect(await addNotices(at.given.relay.prisma, 'certificates', news())).toBe(2)
  expect(await notifyDue(relay())).toBe(2)
  const mails = box.mails().map(plain)
  expect(mails).toHaveLength(2)
  expect(mails.join()).not.toContain('provforetaget')
  expect(mails[0]).toContain('slutar gälla 2027-01-20')
  expect(mails[0]).not.toContain('ends on')
  expect(mails[0]).toContain(`${PORTAL}/foretaget/certifikat`)
  expect(mails[0]).toMatch(/^Auto-Submitted: auto-generated/m)
  expect((await rows()).every(({ sentAt, nextAttemptAt }) => sentAt && !nextAttemptAt)).toBe(true)
  expect(await notifyDue(relay())).toBe(0)
})

test('names no employer that is a person', async () => {
  const { owner, first, relay: db } = at.given
  const rename = (orgnr: string, name: string) =>
    owner.prisma.employer.update({ where: { id: first.employerId }, data: { orgnr, name } })
  await rename('191212121212', 'Tolvan Tolvansson')
  await addNotices(db.prisma, 'certificates', news())
  await notifyDue(relay())
  await rename(first.orgnr, 'Exempelbolaget AB')
  const mails = box.mails().map(readMail)
  expect(mails[0]?.text).toContain('som ert företag lämnar filer med')
  expect(JSON.stringify(mails)).not.toMatch(/Tolvan|1212/)
})

test('goes to a domain with letters of its own in the spelling that every mail server reads', async () => {
  const { prisma } = at.given.relay
  await queueNotices(prisma, news(), ['info@räksmörgås.se'])
  expect(await notifyDue(relay())).toBe(1)
  expect(box.mails().join()).toContain('info@xn--rksmrgs-5wao1o.se')
})

test('the same news is put in the queue once, also by two relays at the same time', async () => {
  const added = await Promise.all(Array.from({ length: 6 }, () => addNotices(at.given.relay.prisma, 'certificates', news())))
  expect(added.reduce((sum, one) => sum + one, 0)).toBe(2)
  expect(await rows()).toHaveLength(2)
})

test('four relays at once send fifty mails once each', async () => {
  for (let one = 0; one < 25; one++) await addNotices(at.given.relay.prisma, 'certificates', news(`c${one}:30`))
  const drain = async (name: string) => {
    const mine = relay(name)
    while ((await notifyDue(mine)) > 0);
    mine.mail?.mailer.close()
  }
  await Promise.all(['a', 'b', 'c', 'd'].map(drain))
  const ids = box.mails().map((one) => /^Message-ID: (.*)$/im.exec(one)?.[1])
  expect([ids.length, new Set(ids).size]).toEqual([50, 50])
})

test('a web process can put news in its own company’s queue alone', async () => {
  const { first, second, web } = at.given
  await forEmployer({ db: web, actor: first.anna.actor }, first.employerId, (tx) => addNotices(tx, 'certificates', news()))
  await expect(
    forEmployer({ db: web, actor: second.bo.actor }, second.employerId, (tx) => addNotices(tx, 'certificates', news('c9:1'))),
  ).resolves.toBe(0)
  expect(await rows()).toHaveLength(2)
})

test('a mail server that is busy or away is asked again; one that refuses an address for good is not', async () => {
  await addNotices(at.given.relay.prisma, 'certificates', news())
  box.behave('busy')
  expect(await notifyDue(relay())).toBe(0)
  expect(await rows()).toMatchObject([{ lastError: 'smtp-451', attempts: 1, sentAt: null, nextAttemptAt: expect.any(Date) }, {}])
  expect(await notifyDue(relay())).toBe(0) // not yet
  await makeDue()
  expect(await notifyDue(relay('r1', 'smtp://127.0.0.1:1'))).toBe(0)
  expect(await rows()).toMatchObject([{ attempts: 2, sentAt: null, lastError: expect.stringMatching(/^e/) }, {}])
  await makeDue()
  box.behave('refuse')
  expect(await notifyDue(relay())).toBe(2)
  // In front of the @ of the first stands an ö, which not every server takes.
  expect(await rows()).toMatchObject([
    { lastError: 'smtp-utf8', nextAttemptAt: null, sentAt: null },
    { lastError: 'smtp-550', nextAttemptAt: null, sentAt: null },
  ])
})

test('what is stale is not sent', async () => {
  await addNotices(at.given.relay.prisma, 'certificates', {
    ...news(),
    dueAt: new Date(Date.now() - 5000),
    voidAt: new Date(Date.now() - 1000),
  })
  expect(await notifyDue(relay())).toBe(0)
})

test('without a mail server the rows wait', async () => {
  await addNotices(at.given.relay.prisma, 'certificates', news())
  expect(await notifyDue(at.relay())).toBe(0)
})

test('a relay killed while it sends: the mail goes when its lease has run out, under the same Message-ID', async () => {
  const { first } = at.given
  await setRecipients(at.given.owner, first.employerId, ['a@exempel.test'])
  await addNotices(at.given.relay.prisma, 'certificates', news())
  // A mail server that takes the connection and says nothing.
  const silent = createServer()
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const connected = new Promise<void>((resolve) => silent.once('connection', () => resolve()))
  const address = silent.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const identity = join(dir, 'identity')
  writeFileSync(identity, `${at.given.identity}\n`)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: at.given.database.as('relay'),
      PAYLOAD_DIR: at.given.dir,
      RECEIVER_FILE: at.receiverFile(),
      PAYLOAD_KEYS: at.given.keys,
      WEBHOOK_IDENTITY: identity,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'kvittens@example.se',
      PUBLIC_URL: PORTAL,
    },
    stdio: 'ignore',
  })
  await connected
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
  silent.close()
  const [row] = await rows()
  expect(row).toMatchObject({ attempts: 1, sentAt: null, leaseUntil: expect.any(Date) })
  expect(await notifyDue(relay())).toBe(0)
  await makeDue()
  expect(await notifyDue(relay())).toBe(1)
  expect(box.mails()[0]).toContain(`Message-ID: <${row?.id}@kvittens.example.se>`)
  expect(await rows()).toMatchObject([{ attempts: 2, sentAt: expect.any(Date) }])
})

test('a mail that has been stale for a month is forgotten with its address, sent or not; a younger one stays', async () => {
  const day = (days: number) => new Date(Date.now() + days * DAY_MS)
  const put = (about: string, voidAt: Date, sentAt: Date | null) => {
    const who = { employerId: at.given.first.employerId, kind: 'certificate-ends', about, recipient: 'lön@exempelbolaget.test' }
    const nextAttemptAt = sentAt ? null : day(-60)
    return at.given.owner.prisma.notice.create({ data: { ...who, params: {}, dueAt: day(-60), voidAt, nextAttemptAt, sentAt } })
  }
  await put('sent', day(-31), day(-50))
  await put('never', day(-31), null)
  await put('lately', day(-29), null)
  await keepHouse(at.relay('tending'), new Date())
  expect((await rows()).map(({ about }) => about)).toEqual(['lately'])
  // A clock that is ahead forgets nothing too early.
  await keepHouse(at.relay('ahead'), day(40))
  expect((await rows()).map(({ about }) => about)).toEqual(['lately'])
})

test('an event is forgotten three months after it went into mails and calls, but not while one of those is kept or it may come again', async () => {
  const { owner, first, second } = at.given
  const handed = await at.handIn()
  const submissionId = handed[0]?.id ?? ''
  const day = (days: number) => new Date(Date.now() - days * DAY_MS)
  const put = (kind: string, more: object = {}) => {
    const ended = { mailedAt: day(91), calledAt: day(91), at: day(91), ...more }
    return owner.prisma.event.create({ data: { employerId: first.employerId, submissionId, kind, ...ended } })
  }
  const gone = await put('refused')
  const kept = [
    await put('delivered', { at: day(89) }),
    await put('held', { mailedAt: null }),
    await put('unknown', { calledAt: null }),
    await put('late'),
    await put('disputed'),
  ]
  const notice = {
    employerId: first.employerId,
    kind: 'needs',
    about: 'x',
    recipient: 'a@exempel.test',
    params: {},
    dueAt: day(1),
  }
  const { id: noticeId } = await owner.prisma.notice.create({ data: { ...notice, voidAt: day(-1) } })
  const eventId = kept.at(-1)?.id ?? ''
  await owner.prisma.noticeEvent.create({
    data: { employerId: first.employerId, noticeId, eventId, recipient: 'a@exempel.test' },
  })
  await keepHouse(at.relay('tending'), new Date())
  const left = await owner.prisma.event.findMany({ where: { employerId: { in: [first.employerId, second.employerId] } } })
  expect(left.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort())
  expect(left.map(({ id }) => id)).not.toContain(gone.id)
  // The file is with its receiver: that it is late will not come again.
  await owner.prisma.submission.update({ where: { id: submissionId }, data: { withdrawnAt: new Date(), nextAttemptAt: null } })
  await keepHouse(at.relay('tending'), new Date())
  expect(await owner.prisma.event.count({ where: { kind: 'late' } })).toBe(0)
})
