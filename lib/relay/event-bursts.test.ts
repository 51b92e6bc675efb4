import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type EventMailsFixture, eventMailsFixture } from '#e2e/fixtures/event-mails.ts'
import { PORTAL, passHours } from '#e2e/fixtures/post.ts'
import { setRecipients } from '#e2e/fixtures/recipients.ts'
import {
  accepted,
  DONE,
  type HandedFile,
  handInFor,
  hold,
  REJECTED,
  RETRY,
  settleAs,
  tryOnce,
  UNKNOWN,
} from '#e2e/fixtures/stories.ts'
import { LIMITS } from '#lib/limits.ts'
import { NOTICE_TOPICS, type NoticeTopic, TOPIC_OF } from '#lib/notices/events.ts'
import { fanOutEvents } from '#lib/notices/fan-out-events.ts'
import { notifyDue } from './notify.ts'

let at: EventMailsFixture
const ADDRESS = 'lon@exempel.test'
beforeAll(async () => {
  at = await eventMailsFixture()
})
afterAll(() => at.drop())
beforeEach(() => at.clear([ADDRESS], NOTICE_TOPICS))

const notices = () => at.owner.prisma.notice.findMany({ orderBy: [{ createdAt: 'asc' }, { recipient: 'asc' }] })

async function driven(drive: (handed: HandedFile) => Promise<unknown>): Promise<HandedFile> {
  const handed = await at.handIn()
  await drive(handed)
  return handed
}

const refuse = (count: number) =>
  at.owner.pool.query(
    `INSERT INTO event (employer_id, kind, submission_id)
     SELECT s.employer_id, 'refused', s.id FROM submission s WHERE s.employer_id = $1 AND s.certificate IS NOT NULL LIMIT $2`,
    [at.first.employerId, count],
  )
const refusedFiles = (count: number) =>
  at.owner.pool.query(
    `INSERT INTO submission (id, reference, employer_id, service, way, file_name, format, bytes, sha256, records, warnings, report, message_id, submitted_at, refused_at, certificate)
     SELECT gen_random_uuid(), 'R' || n, $1, 'sjukanmalan', 'gateway', 'anna 19121212-1212.xml', 'xml', 1, repeat('0', 64), 1, 0, '{}', gen_random_uuid(), now(), now(), repeat('0', 64)
     FROM generate_series(1, $2) n`,
    [at.first.employerId, count],
  )

describe('a burst', () => {
  test('500 in an hour are two mails to an address: the first at once, the others when the hour is over', async () => {
    await setRecipients(at.owner, at.first.employerId, [ADDRESS, 'teknik@exempel.test'])
    const first = await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    expect((await at.turn()).map(({ subject }) => subject)).toEqual(
      Array(2).fill(`Försäkringskassan avvisade filen ${first.reference}`),
    )
    await refusedFiles(499)
    await refuse(499)
    expect(await at.turn()).toEqual([])
    await passHours(at.owner, 0.98)
    expect(await at.turn()).toEqual([])
    await passHours(at.owner, 0.03)
    const mails = await at.turn()
    expect(mails.map(({ to, subject }) => [to, subject]).sort()).toEqual(
      [ADDRESS, 'teknik@exempel.test'].map((to) => [to, '499 filer behöver dig']),
    )
    for (const { text } of mails) {
      const references = new Set(text.match(/\/inlamningar\/R\d+$/gm))
      expect(references.size).toBe(499)
    }
    expect(await at.owner.prisma.noticeEvent.count()).toBe(1000)
    expect(await at.turn()).toEqual([])
    // One that comes long after goes at once again.
    await passHours(at.owner, 2)
    await refuse(1)
    expect(await at.turn()).toHaveLength(2)
  })

  test('10,000 in a minute: a turn takes a part of them, another company does not wait, and the digest says how many more there are', async () => {
    await setRecipients(at.owner, at.second.employerId, ['annan@prov.test'])
    await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    await at.turn()
    await refusedFiles(10_000)
    await refuse(10_000)
    const theirs = await handInFor(at, { employerId: at.second.employerId, by: at.second.bo })
    await tryOnce(at, theirs, REJECTED, DONE)
    const taken = await fanOutEvents(at.post.relay)
    expect(taken).toBeLessThanOrEqual(501)
    await notifyDue(at.post.relay)
    expect(at.post.fresh().map(({ to }) => to)).toEqual(['annan@prov.test'])
    expect(await at.turn()).toEqual([])
    await passHours(at.owner, LIMITS.digestHours)
    const [mail, ...others] = await at.turn()
    expect([mail?.subject, others]).toEqual(['10\u00a0000 filer behöver dig', []])
    expect(mail?.text.match(/\/inlamningar\/R\d+$/gm)).toHaveLength(LIMITS.digestReferences)
    expect(mail?.text).toContain(`och 9\u00a0000 till, se ${PORTAL}/inlamningar`)
    expect(mail?.text).not.toMatch(/anna|19121212/)
  })

  test('what has solved itself by then is not put as an alarm, and what stands otherwise is told as it stands', async () => {
    await setRecipients(at.owner, at.first.employerId, [ADDRESS])
    await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    await at.turn()
    const [solved, worse] = [await at.handIn(), await at.handIn()]
    await tryOnce(at, solved, UNKNOWN, RETRY)
    await tryOnce(at, worse, UNKNOWN, RETRY)
    await tryOnce(at, solved, accepted(), DONE)
    await tryOnce(at, worse, UNKNOWN, hold('unknown'))
    await passHours(at.owner, 2)
    const [mail] = await at.turn()
    expect(mail?.subject).toBe('En fil behöver dig, och en nyhet till')
    const [alarm = '', calm = ''] = mail?.text.split('redan löst sig') ?? []
    expect(alarm).toContain('Vi vet inte om en fil kom fram.')
    expect([alarm.includes(worse.reference), calm.includes(solved.reference)]).toEqual([true, true])
    expect([alarm.includes(solved.reference), calm.includes(worse.reference)]).toEqual([false, false])
  })
})

test('a refusal does not wait behind a receipt', async () => {
  await driven((handed) => tryOnce(at, handed, accepted('FK-0'), DONE))
  await at.turn()
  const refused = await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
  await driven((handed) => tryOnce(at, handed, accepted('FK-1'), DONE))
  expect((await at.turn()).map(({ subject }) => subject)).toEqual([`Försäkringskassan avvisade filen ${refused.reference}`])
})

test('nor does the word that Försäkringskassan has not got a file, after which somebody has to send it', async () => {
  await setRecipients(at.owner, at.first.employerId, [ADDRESS], ['receipt', 'settled'])
  await driven((handed) => tryOnce(at, handed, accepted('FK-0'), DONE))
  await at.turn()
  const missing = await driven((handed) => tryOnce(at, handed, UNKNOWN, hold('unknown')))
  await settleAs(at, missing, 'has-not')
  expect((await at.turn()).map(({ subject }) => subject)).toEqual([
    `Besked om filen ${missing.reference}: Försäkringskassan har den inte`,
  ])
})

test('a receipt that waits for its hour says so when the file has been disapproved since', async () => {
  await setRecipients(at.owner, at.first.employerId, [ADDRESS], ['receipt'])
  await driven((handed) => tryOnce(at, handed, accepted('FK-1'), DONE))
  await at.turn()
  const worse = await driven((handed) => tryOnce(at, handed, accepted('FK-2'), DONE))
  await at.owner.pool.query('UPDATE submission SET disapproved_at = now(), next_poll_at = NULL WHERE id = $1', [worse.id])
  await passHours(at.owner, 1)
  expect((await at.turn()).map(({ subject }) => subject)).toEqual([`Försäkringskassan har underkänt filen ${worse.reference}`])
})

describe('who is told', () => {
  test('a company that turns all off, or has no address, gets no mail, and its events wait for nothing', async () => {
    for (const addresses of [[ADDRESS], []]) {
      await setRecipients(at.owner, at.first.employerId, addresses, [])
      await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
      expect(await at.turn()).toEqual([])
      expect(await at.owner.prisma.event.count({ where: { mailedAt: null } })).toBe(0)
      expect(await notices()).toEqual([])
    }
  })

  test('an address that is added later is not told of what was before', async () => {
    await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    await setRecipients(at.owner, at.first.employerId, ['ny@exempel.test'])
    expect(await at.turn()).toEqual([])
    const { reference } = await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    expect((await at.turn()).map(({ subject }) => subject)).toEqual([`Försäkringskassan avvisade filen ${reference}`])
  })

  test('in the company’s language', async () => {
    await at.owner.prisma.employer.update({ where: { id: at.first.employerId }, data: { language: 'en' } })
    const { reference } = await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    const [mail] = await at.turn()
    await at.owner.prisma.employer.update({ where: { id: at.first.employerId }, data: { language: 'sv' } })
    expect(mail?.subject).toBe(`Försäkringskassan refused the file ${reference}`)
    expect(mail?.text).not.toMatch(/filen|Läs/)
  })

  test('each topic is wished by itself', async () => {
    expect(new Set(Object.values(TOPIC_OF))).toEqual(
      new Set<NoticeTopic | null>([...NOTICE_TOPICS.filter((topic) => topic !== 'certificates'), null]),
    )
  })
})

describe('whatever happens to relay and mail server', () => {
  test('six relays at once: each event in one mail for each address, and what one relay leaves goes with the same mail', async () => {
    await setRecipients(at.owner, at.first.employerId, [ADDRESS, 'teknik@exempel.test'])
    await refusedFiles(1200)
    await refuse(1200)
    const drain = async () => {
      for (let quiet = 0; quiet < 3; ) quiet = (await fanOutEvents(at.post.relay)) > 0 ? 0 : quiet + 1
    }
    await Promise.all(Array.from({ length: 6 }, drain))
    expect(await at.owner.prisma.noticeEvent.count()).toBe(2400)
    expect(await notices()).toHaveLength(2)
    await Promise.all(Array.from({ length: 6 }, () => notifyDue(at.post.relay)))
    expect(at.post.fresh()).toHaveLength(2)
    expect((await notices()).every(({ sentAt, attempts }) => sentAt && attempts === 1)).toBe(true)
  })

  test('a mail server that is away for a day: two mails when it is back, with everything in them', async () => {
    at.post.box.behave('busy')
    const first = await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    await at.turn()
    for (let hour = 0; hour < 24; hour += 6) {
      await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
      await passHours(at.owner, 6)
      expect(await at.turn()).toEqual([])
    }
    at.post.box.behave('take')
    await passHours(at.owner, 1)
    const mails = await at.turn()
    expect(mails.map(({ subject }) => subject)).toEqual([
      `Försäkringskassan avvisade filen ${first.reference}`,
      '4 filer behöver dig',
    ])
    expect((await notices()).map(({ attempts }) => attempts > 1)).toEqual([true, false])
  })

  test('an address that is refused is marked until a mail goes through; a mail that is refused is not the address’s fault', async () => {
    const recipient = () => at.owner.prisma.noticeRecipient.findFirst({ where: { address: ADDRESS } })
    at.post.box.behave('refuse')
    await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    expect(await at.turn()).toEqual([])
    expect(await recipient()).toMatchObject({ refusedCode: 'smtp-550', refusedAt: expect.any(Date) })
    at.post.box.behave('take')
    await passHours(at.owner, 1)
    await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    expect(await at.turn()).toHaveLength(1)
    expect(await recipient()).toMatchObject({ refusedCode: null, refusedAt: null })
    at.post.box.behave('refuse-mail')
    await passHours(at.owner, 1)
    await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    await at.turn()
    expect(await recipient()).toMatchObject({ refusedCode: null })
    at.post.box.behave('refuse-sender')
    await passHours(at.owner, 1)
    await driven((handed) => tryOnce(at, handed, REJECTED, DONE))
    await at.turn()
    expect(await recipient()).toMatchObject({ refusedCode: null })
    expect((await notices()).map(({ lastError, nextAttemptAt }) => [lastError, nextAttemptAt !== null])).toEqual([
      ['smtp-550', false],
      [null, false],
      ['smtp-554', false],
      ['smtp-530', true],
    ])
  })
})
