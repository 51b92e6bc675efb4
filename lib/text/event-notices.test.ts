// The mails about files: every piece of news, alone and in a digest, in both languages.
import { describe, expect, test } from 'vitest'
import { LIMITS } from '#lib/limits.ts'
import { EVENT_NEWS, type EventNews, writeEventNotice } from './event-notices.ts'
import { LOCALES } from './locale.ts'

const PORTAL = 'https://kvittens.example.se'
const REFERENCE = 'K7MQ-2XWH-9'
const one = (news: EventNews) => new Map([[news, { count: 1, references: news === 'inbox' ? [] : [REFERENCE] }]])
const write = (groups: Parameters<typeof writeEventNotice>[0]['groups'], language: (typeof LOCALES)[number]) =>
  writeEventNotice({ employer: 'Exempelbolaget AB', language, groups, now: new Date('2026-11-25T12:00:00Z') }, PORTAL)

describe.each(LOCALES)('in %s', (language) => {
  test.each(EVENT_NEWS)('%s alone: what, what to do, a link', (news) => {
    const { subject, text } = write(one(news), language)
    const link = news === 'inbox' ? `${PORTAL}/inkorg` : `${PORTAL}/inlamningar/${REFERENCE}`
    expect(text.split('\n\n')).toHaveLength(6)
    expect(text).toContain(`\n\n${link}\n\n`)
    expect(`${subject} ${text}`).not.toMatch(/[{}<>#]|undefined|plural/)
    if (news !== 'inbox') expect(subject).toContain(REFERENCE)
    expect(subject.length).toBeLessThan(90)
  })

  test('all of them in one digest: each with its heading, what is urgent first', () => {
    const groups = new Map(
      EVENT_NEWS.map((news) => [news, { count: 2, references: news === 'inbox' ? [] : [REFERENCE, REFERENCE] }]),
    )
    const { subject, text } = write(groups, language)
    expect(`${subject} ${text}`).not.toMatch(/[{}<>#]|undefined|plural/)
    const urgent = EVENT_NEWS.slice(0, EVENT_NEWS.indexOf('late')).length * 2
    expect(subject.match(/\d+/g)).toEqual([`${urgent}`, `${EVENT_NEWS.length * 2 - urgent}`])
    expect(text.match(new RegExp(REFERENCE, 'g'))).toHaveLength((EVENT_NEWS.length - 1) * 2 * 2)
    expect(text).toContain(`\n  ${PORTAL}/inkorg\n`)
  })

  test('of which nothing is urgent: no alarm in the subject', () => {
    const groups = new Map<EventNews, { count: number; references: string[] }>([
      ['over', { count: 1, references: [REFERENCE] }],
      ['delivered', { count: 2, references: ['a', 'b'] }],
    ])
    expect(write(groups, language).subject).toMatch(language === 'sv' ? /^3 nyheter om filer/ : /^3 pieces of news about files/)
  })

  test('a file from Försäkringskassan that somebody has fetched meanwhile has no reference', () => {
    const { subject, text } = write(new Map([['over', { count: 1, references: [] }]]), language)
    expect(subject).toMatch(
      language === 'sv' ? /^En sak som hände har redan löst sig$/ : /^One thing that happened has already solved itself$/,
    )
    expect(text).toContain(`${PORTAL}/inkorg`)
  })

  test('the day by which a file has to be there; a digest has each day once, the first first', () => {
    const due = new Map([
      ['R1', '2027-01-04'],
      ['R2', '2026-11-27'],
      ['R3', '2027-01-04'],
    ])
    const alone = write(new Map([['deadline', { count: 1, references: ['R2'], due }]]), language)
    expect(alone.text).toContain(language === 'sv' ? 'senast fredag 27 november. ' : 'by Friday 27 November. ')
    const { text } = write(new Map([['deadline', { count: 3, references: ['R1', 'R2', 'R3'], due }]]), language)
    const list = text.split('\n').filter((line) => /^( {2}R|Senast|By)/.test(line))
    expect(list.map((line) => line.replace(/ {2}http.*/, ''))).toEqual(
      language === 'sv'
        ? ['Senast fredag 27 november:', '  R2', 'Senast måndag 4 januari 2027:', '  R1', '  R3']
        : ['By Friday 27 November:', '  R2', 'By Monday, 4 January 2027:', '  R1', '  R3'],
    )
    const past = write(new Map([['deadline', { count: 1, references: ['R0'], due: new Map([['R0', '2026-10-12']]) }]]), language)
    expect(past.text).toMatch(
      language === 'sv'
        ? /skulle ha varit .* måndag 12 oktober, för \d+ dagar sedan/
        : /were due .* on Monday 12 October, \d+ days ago/,
    )
    expect(text).not.toContain('Invalid')
  })

  test('as many references as may be, over all its parts', () => {
    const many = Array.from({ length: LIMITS.digestReferences - 1 }, (_, n) => `R${n}`)
    const groups = new Map<EventNews, { count: number; references: string[] }>([
      ['refused', { count: many.length, references: many }],
      ['late', { count: 3, references: ['L1', 'L2', 'L3'] }],
    ])
    const { text } = write(groups, language)
    expect(text.match(/^ {2}[RL]\d+ /gm)).toHaveLength(LIMITS.digestReferences)
    expect(text).toContain(language === 'sv' ? 'och 2 till' : 'and 2 more')
  })
})
