// What happens to a file, and the mails about it: each event in exactly one for each address that wishes it, by real verbs and a
// real mail server. Hours pass by moving rows.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { type EventMailsFixture, eventMailsFixture } from '#e2e/fixtures/event-mails.ts'
import { PORTAL } from '#e2e/fixtures/post.ts'
import { setRecipients } from '#e2e/fixtures/recipients.ts'
import {
  accepted,
  DONE,
  giveVerdict,
  type HandedFile,
  hold,
  holdDamaged,
  LOST,
  REJECTED,
  RETRY,
  settleAs,
  tryOnce,
  UNKNOWN,
  UNSENT,
} from '#e2e/fixtures/stories.ts'
import { OPEN_GATE } from '#e2e/fixtures/submissions.ts'
import { formatDay, stockholmDay } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import { type EventKind, NOTICE_TOPICS, TOPIC_OF } from '#lib/notices/events.ts'
import { noteOverdue } from '#lib/submissions/note-overdue.ts'
import type { HoldReason, StateKind } from '#lib/submissions/state.ts'
import { withdrawSubmission } from '#lib/submissions/withdraw-submission.ts'
import { weekdayDate } from '#lib/text/format-time.ts'

let at: EventMailsFixture
const ADDRESS = 'lon@exempel.test'
beforeAll(async () => {
  at = await eventMailsFixture()
})
afterAll(() => at.drop())
beforeEach(() => at.clear([ADDRESS], NOTICE_TOPICS))

const events = () => at.owner.prisma.event.findMany({ orderBy: { at: 'asc' } })
const noteTime = () => noteOverdue({ db: at.relay }, { channel: 'https', hours: [] })

/** Without the mail about it. */
async function unheard<T>(drive: () => Promise<T>): Promise<T> {
  const result = await drive()
  await at.owner.pool.query('DELETE FROM event')
  return result
}

type StateKey = Exclude<StateKind, 'held'> | `held: ${HoldReason}`
type Row = { event: EventKind; words: string; drive: () => Promise<HandedFile> } | null

const unknownFile = () =>
  unheard(async () => {
    const handed = await at.handIn()
    await tryOnce(at, handed, UNKNOWN, hold('unknown'))
    return handed
  })

/** Each state a file can come to, and the mail that tells of it; null: none does. A new state or reason does not compile before it stands here. */
const STATES: Record<StateKey, Row> = {
  refused: {
    event: 'refused',
    words: 'Försäkringskassan avvisade filen',
    drive: () => driven((handed) => tryOnce(at, handed, REJECTED, DONE)),
  },
  disapproved: {
    event: 'disapproved',
    words: 'Försäkringskassan har underkänt filen',
    async drive() {
      const handed = await unheard(() => driven((one) => tryOnce(at, one, accepted(), DONE)))
      await giveVerdict(at, handed, 'underkand')
      return handed
    },
  },
  'held: gave-up': {
    event: 'held',
    words: 'har inte kommit fram och väntar på dig',
    drive: () => driven((handed) => tryOnce(at, handed, UNSENT, hold('gave-up'))),
  },
  'held: payload': {
    event: 'held',
    words: 'går inte att skicka',
    drive: () => driven((handed) => holdDamaged(at, handed)),
  },
  'held: unknown': {
    event: 'held',
    words: 'Vi vet inte om filen',
    drive: () => driven((handed) => tryOnce(at, handed, UNKNOWN, hold('unknown'))),
  },
  'held: not-arrived': {
    event: 'settled',
    words: 'Försäkringskassan har den inte',
    async drive() {
      const handed = await unknownFile()
      await settleAs(at, handed, 'has-not')
      return handed
    },
  },
  unknown: {
    event: 'unknown',
    words: 'Vi vet inte än om filen',
    drive: () => driven((handed) => tryOnce(at, handed, UNKNOWN, RETRY)),
  },
  disputed: {
    event: 'disputed',
    words: 'Försäkringskassans svar om filen',
    async drive() {
      const taken = accepted()
      await unheard(() => driven((one) => tryOnce(at, one, taken, DONE)))
      const second = await at.handIn()
      await tryOnce(at, second, taken, DONE)
      // The other's event is of the same dispute.
      await at.owner.prisma.event.deleteMany({ where: { submissionId: { not: second.id } } })
      return second
    },
  },
  settled: {
    event: 'settled',
    words: 'Försäkringskassan har den',
    async drive() {
      const handed = await unknownFile()
      await settleAs(at, handed, 'has')
      return handed
    },
  },
  accepted: {
    event: 'delivered',
    words: 'Försäkringskassan har tagit emot filen',
    drive: () => driven((handed) => tryOnce(at, handed, accepted(), DONE)),
  },
  queued: {
    event: 'late',
    words: 'är inte framme än',
    async drive() {
      const handed = await at.handIn({ minutesAgo: LIMITS.lateHours * 60 + 1 })
      await noteTime()
      return handed
    },
  },
  approved: null,
  withdrawn: null,
  // Both become queued or late before long.
  received: null,
  sending: null,
}

async function driven(drive: (handed: HandedFile) => Promise<unknown>): Promise<HandedFile> {
  const handed = await at.handIn()
  await drive(handed)
  return handed
}

describe('each state that needs a person', () => {
  const rows = Object.entries(STATES).flatMap(([state, row]) => (row ? [{ state, ...row }] : []))
  test.each(rows)('$state: one event, one mail, to who wishes its topic', async ({ event, words, drive }) => {
    const topic = TOPIC_OF[event] ?? expect.fail()
    await setRecipients(at.owner, at.first.employerId, [ADDRESS], [topic])
    await at.owner.prisma.noticeRecipient.create({
      data: {
        employerId: at.first.employerId,
        address: 'annat@exempel.test',
        topics: NOTICE_TOPICS.filter((one) => one !== topic),
      },
    })
    await setRecipients(at.owner, at.second.employerId, ['frammande@prov.test'], NOTICE_TOPICS)
    const { reference, id } = await drive()
    expect(await events()).toMatchObject([{ kind: event, submissionId: id }])
    const mails = await at.turn()
    expect(mails.map(({ to }) => to)).toEqual([ADDRESS])
    expect(mails[0]?.subject).toContain(words)
    expect(mails[0]?.subject).toContain(reference)
    expect(mails[0]?.text).toContain(`${PORTAL}/inlamningar/${reference}`)
    // Neither the file's name nor the person's who handed it in or settled it.
    expect(JSON.stringify(mails)).not.toMatch(/Hemlig|1212|Anna/)
    expect(await at.turn()).toEqual([])
  })

  test('a deadline that is near: one event, one mail', async () => {
    const due = formatDay(stockholmDay(new Date()) + LIMITS.soonDays)
    const { reference } = await at.handIn({ minutesAgo: 20, due })
    await noteTime()
    await noteTime()
    const [mail, ...others] = await at.turn()
    expect([mail?.subject, others]).toEqual([`Filen ${reference} ska snart vara hos Försäkringskassan och är inte framme`, []])
    expect(mail?.text).toContain(` senast ${weekdayDate(due, 'sv', new Date())}. `)
  })

  test('a receipt that says otherwise than what was entered', async () => {
    const handed = await at.handIn()
    const late = await tryOnce(at, handed, LOST, hold('unknown'))
    await settleAs(at, handed, 'has-not')
    await at.owner.pool.query('DELETE FROM event')
    await late(accepted())
    await at.owner.prisma.event.deleteMany({ where: { kind: 'delivered' } })
    expect((await at.turn()).map(({ subject }) => subject)).toEqual([`Beskeden om filen ${handed.reference} säger emot varandra`])
  })

  test('a new file in the inbox', async () => {
    await addDelivery(at, { employerId: at.first.employerId, name: 'svar-om-anna.xml' })
    const [mail, ...others] = await at.turn()
    expect([mail?.subject, others]).toEqual(['En ny fil från Försäkringskassan', []])
    expect(mail?.text).toContain(`${PORTAL}/inkorg`)
    expect(JSON.stringify(mail)).not.toContain('svar-om-anna')
  })

  test('approved or withdrawn by themselves: an event and no mail', async () => {
    const handed = await unheard(() => driven((one) => tryOnce(at, one, accepted(), DONE)))
    await giveVerdict(at, handed, 'godkand')
    const { reference, employerId, by } = await at.handIn()
    await withdrawSubmission({ db: at.web, actor: by.actor, now: new Date() }, { employerId, reference, gate: OPEN_GATE })
    expect(await at.turn()).toEqual([])
    expect((await events()).map(({ kind, mailedAt }) => [kind, mailedAt !== null])).toEqual([
      ['approved', true],
      ['withdrawn', true],
    ])
  })

  test('the table in docs/notices.md says the same', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../docs/notices.md'), 'utf8')
    for (const [state, row] of Object.entries(STATES)) {
      const cells = row ? `\`${row.event}\` | \`${TOPIC_OF[row.event]}\`` : 'none | '
      expect(docs).toMatch(new RegExp(`^\\| ${state.replace(/[()]/g, '\\$&')} \\| ${cells.replace(/[|`]/g, '\\$&')}`, 'm'))
    }
    for (const [kind, topic] of Object.entries(TOPIC_OF)) if (topic) expect(docs).toContain(`\`${kind}\` | \`${topic}\``)
  })
})
