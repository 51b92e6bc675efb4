// The audit finds what it is there to find.
import { expect, test } from 'vitest'
import { audit, type Books, believedAlone } from './audit.ts'

const at = new Date(0)
type Row = Books['submissions'][number]

/** Books that agree: one file delivered, one held as unknown that the agency has, one refused. */
function books(): Books {
  const rest = { orgnr: '165599001236', bytes: 10n, openAttempts: 0, receiptIds: [], receivedLate: false }
  const queue = { sendingAt: null, nextAttemptAt: null }
  const noEnd = {
    ...{ disputedAt: null, settledAt: null, settledAs: null },
    deliveredAt: null,
    refusedAt: null,
    withdrawnAt: null,
    heldAt: null,
    heldReason: null,
    kvittensId: null,
  }
  const row = (n: number, more: Partial<Row>) =>
    ({ ...rest, ...queue, ...noEnd, reference: `R${n}`, messageId: `m${n}`, sha256: `s${n}`, unknownAttempts: 0, ...more }) as Row
  const entry = (n: number) => ({
    messageId: `m${n}`,
    ...{ orgnr: '5599001236', tjanst: 'sjukanmalan', channel: 'https', bytes: 10, sha256: `s${n}`, kvittensId: `k${n}` },
    ...{ receivedAt: '', repeats: 0 },
  })
  return {
    answered: [1, 2, 3].map((n) => ({ reference: `R${n}`, orgnr: '5599001236', sha256: `s${n}`, bytes: 10, tries: 1 })),
    submissions: [
      row(1, { deliveredAt: at, kvittensId: 'k1', receiptIds: ['k1'] }),
      row(2, { heldAt: at, heldReason: 'unknown', unknownAttempts: 1 }),
      row(3, { refusedAt: at }),
    ],
    ledger: [entry(1), entry(2)] as Books['ledger'],
  }
}
const [FIRST, SECOND, THIRD] = [0, 1, 2]
const change = <T extends object>(list: T[], at: number, more: Partial<T>) => Object.assign(list[at] ?? {}, more)

test('books that agree have no faults', () => {
  expect([audit(books(), { dedupe: false }), audit(books(), { dedupe: true })]).toEqual([[], []])
})

test('something unknown is in order as delivered when its own receipt came late', () => {
  const made = books()
  change(made.submissions, FIRST, { unknownAttempts: 1, receivedLate: true })
  expect(audit(made, { dedupe: false })).toEqual([])
})

test('a dispute is at rest, and what was recorded before it stands', () => {
  const made = books()
  const disputed = { disputedAt: at, disputedKvittensId: 'k2' }
  change(made.submissions, FIRST, { ...disputed, kvittensId: 'k2', receiptIds: ['k2'] })
  change(made.submissions, SECOND, { ...disputed, heldAt: null, heldReason: null, receiptIds: ['k2'] })
  expect(audit(made, { dedupe: false })).toEqual([])
})

test('an id whose own file never got it is believed: the audit counts it apart', () => {
  const made = books()
  change(made.submissions, FIRST, { kvittensId: 'k2', receiptIds: ['k2'] })
  expect([audit(made, { dedupe: false }), believedAlone(made)]).toEqual([[], ['R1']])
  expect(believedAlone(books())).toEqual([])
})

test('after a restore the same bytes handed in again stand for the row that was forgotten; other bytes do not', () => {
  const made = books()
  change(made.ledger, FIRST, { messageId: 'forgotten' })
  change(made.submissions, FIRST, { deliveredAt: null, kvittensId: 'k1', settledAt: at, settledAs: 'has', receiptIds: [] })
  expect(audit(made, { dedupe: false, restored: true })).toEqual([])
  expect(audit(made, { dedupe: false }).join()).toMatch(/nobody handed in: forgotten/)
  made.ledger.push({ ...made.ledger[0], messageId: 'again' } as Books['ledger'][0])
  expect(audit(made, { dedupe: false, restored: true }).join()).toMatch(/twice: the agency has s1 2 times/)
  change(made.ledger, FIRST, { sha256: 'other' })
  expect(audit(made, { dedupe: false, restored: true }).join()).toMatch(/nobody handed in: forgotten/)
})

const planted: Record<string, [(made: Books) => void, RegExp]> = {
  'a file that was answered and is gone': [(made) => made.submissions.shift(), /lost: R1/],
  'a file that was said not to be handed in, and was': [
    (made) => change(made.answered, FIRST, { wasDenied: '503' }),
    /untrue: R1/,
  ],
  'a row that nobody handed in': [(made) => made.answered.pop(), /2 files were answered, 3/],
  'a file taken twice under one id': [
    (made) => made.ledger.push({ ...made.ledger[0], kvittensId: 'k9' } as Books['ledger'][0]),
    /twice: .*R1 2 times/,
  ],
  'a file taken twice under two ids': [
    (made) => made.ledger.push({ ...made.ledger[0], messageId: 'm9' } as Books['ledger'][0]),
    /twice: .*s1 2 times/,
  ],
  'other bytes at the agency': [(made) => change(made.ledger, FIRST, { sha256: 'x' }), /R1 arrived with other bytes/],
  'another company at the agency': [
    (made) => change(made.ledger, FIRST, { orgnr: '5599000006' }),
    /R1 arrived for another company/,
  ],
  'delivered without a line in the ledger': [(made) => made.ledger.shift(), /R1 is called delivered/],
  'another file’s kvittensID, which that file was answered with, too': [
    (made) => {
      change(made.submissions, FIRST, { kvittensId: 'k2', receiptIds: ['k2'] })
      change(made.submissions, SECOND, { receiptIds: ['k2'] })
    },
    /R1 has another file's/,
  ],
  'a kvittensID of no file': [
    (made) => change(made.submissions, FIRST, { kvittensId: 'k9', receiptIds: ['k9'] }),
    /R1 has another file's/,
  ],
  'a dispute over something that is to be sent': [
    (made) => change(made.submissions, SECOND, { disputedAt: at, nextAttemptAt: at }),
    /R2 is not at rest/,
  ],
  'a delivery without its receipt': [(made) => change(made.submissions, FIRST, { receiptIds: [] }), /R1 has no receipt/],
  'two ends': [(made) => change(made.submissions, FIRST, { heldAt: at, heldReason: 'gave-up' }), /R1 has 2 ends/],
  'no end': [(made) => change(made.submissions, SECOND, { heldAt: null, heldReason: null }), /R2 has 0 ends/],
  'an attempt left open': [(made) => change(made.submissions, SECOND, { openAttempts: 1 }), /R2 is not at rest/],
  'something unknown that was sent again': [
    (made) => change(made.submissions, SECOND, { unknownAttempts: 2 }),
    /R2 was sent again/,
  ],
  'something unknown that is called delivered': [
    (made) => change(made.submissions, FIRST, { unknownAttempts: 1 }),
    /R1 was unknown and is not held/,
  ],
  'something unknown that is called refused': [
    (made) => change(made.submissions, THIRD, { unknownAttempts: 1 }),
    /R3 was unknown and is called refused/,
  ],
  'a file at the agency that no attempt knows of': [
    (made) => change(made.submissions, SECOND, { unknownAttempts: 0 }),
    /R2 is at the agency/,
  ],
}

test.each(Object.entries(planted))('%s is found', (_, [plant, found]) => {
  const made = books()
  plant(made)
  expect(audit(made, { dedupe: false }).join('\n')).toMatch(found)
})
