import { describe, expect, test } from 'vitest'
import { backoffMs } from '#lib/leases.ts'
import { LIMITS } from '#lib/limits.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import { nextStep, type StepFacts } from './next-step.ts'

const HOUR = 3_600_000
const GIVE_UP = LIMITS.giveUpDays * 24
const answer = { httpStatus: 200, contentType: null, raw: new Uint8Array(), peer: null }
const accepted: Outcome = { kind: 'accepted', code: 'status-202', kvittensId: 'x', statedAt: null, answer }
const rejected: Outcome = { kind: 'rejected', code: 'status-422', reason: 'no', answer }
const unsent: Outcome = { kind: 'unsent', code: 'connect-refused', fault: 'receiver', retryAfterMs: null, answer: null }
const lineFault: Outcome = { ...unsent, code: 'status-403', fault: 'line' }
const damaged: Outcome = { ...unsent, code: 'payload-damaged', fault: 'payload' }
const unknown: Outcome = { kind: 'unknown', code: 'reset', answer: null }

const retry = { firstMs: 5_000, maxMs: 1_800_000, retryAfterMaxMs: HOUR, giveUpAfterMs: GIVE_UP * HOUR }
const facts: StepFacts = {
  dedupes: true,
  number: 1,
  msSinceFirstAttempt: 0,
  msTrying: 0,
  unknownBefore: false,
  deaths: 0,
  retry,
  jitter: 0.5,
}
const again = { kind: 'retry', afterMs: 2_500 }
const hold = (reason: string) => ({ kind: 'hold', reason })

type Row = [outcome: Outcome, facts: Partial<StepFacts>, step: object]
const table: Record<string, Row> = {
  'what was accepted is done': [accepted, {}, { kind: 'done' }],
  'what was accepted is done, also after an unknown one': [accepted, { unknownBefore: true, dedupes: false }, { kind: 'done' }],
  'what was rejected is done': [rejected, {}, { kind: 'done' }],
  'what was rejected after an unknown one is held: the receiver may have the first, and refuse its repeat': [
    rejected,
    { unknownBefore: true },
    hold('unknown'),
  ],
  'what did not arrive is sent again': [unsent, {}, again],
  'what did not arrive is sent again to a receiver that keeps repeats, too': [unsent, { dedupes: false }, again],
  'what is unknown is sent again where repeats are dropped': [unknown, {}, again],
  'what is unknown is held where repeats are kept': [unknown, { dedupes: false }, hold('unknown')],
  'what was unknown once is held where repeats are kept, also if the next try did not arrive': [
    unsent,
    { dedupes: false, unknownBefore: true },
    hold('unknown'),
  ],
  'a damaged payload is held': [damaged, {}, hold('payload')],
  'a damaged payload that may have arrived whole is held as unknown': [damaged, { unknownBefore: true }, hold('unknown')],
  [`after ${GIVE_UP} hours we give up`]: [
    unsent,
    { msSinceFirstAttempt: GIVE_UP * HOUR, msTrying: GIVE_UP * HOUR },
    hold('gave-up'),
  ],
  [`after ${GIVE_UP - 1} hours we do not`]: [
    unsent,
    { msSinceFirstAttempt: (GIVE_UP - 1) * HOUR, msTrying: (GIVE_UP - 1) * HOUR },
    again,
  ],
  'what a person put back in the queue has its time anew': [
    unsent,
    { msSinceFirstAttempt: 2 * GIVE_UP * HOUR, msTrying: HOUR },
    again,
  ],
  '… but not when it may have arrived: the receiver counts from the first': [
    unsent,
    { msSinceFirstAttempt: 2 * GIVE_UP * HOUR, msTrying: HOUR, unknownBefore: true },
    hold('unknown'),
  ],
  [`after ${GIVE_UP} hours what may have arrived is held as unknown`]: [
    unknown,
    { msSinceFirstAttempt: GIVE_UP * HOUR },
    hold('unknown'),
  ],
  'until then it is sent again': [unknown, { msSinceFirstAttempt: GIVE_UP * HOUR - 1 }, again],
  'a fault of the line never uses up the file’s time': [
    lineFault,
    { msSinceFirstAttempt: 2 * GIVE_UP * HOUR, msTrying: 2 * GIVE_UP * HOUR },
    again,
  ],
  '… unless the file may have arrived: the receiver may have forgotten its id': [
    lineFault,
    { msSinceFirstAttempt: 2 * GIVE_UP * HOUR, unknownBefore: true },
    hold('unknown'),
  ],
  'a file that took three relays with it is held: it may have arrived': [unknown, { deaths: 3 }, hold('unknown')],
  'a file that took two relays with it is not': [unknown, { deaths: 2 }, again],
  'once FK has said that it has not arrived, its relays’ deaths are no doubt': [unsent, { deaths: 3 }, again],
  'Retry-After is obeyed': [{ ...unsent, retryAfterMs: 60_000 }, {}, { kind: 'retry', afterMs: 60_000 }],
  'Retry-After is capped': [{ ...unsent, retryAfterMs: 99 * HOUR }, {}, { kind: 'retry', afterMs: HOUR }],
  'a short Retry-After does not shorten our own pause': [{ ...unsent, retryAfterMs: 1 }, {}, again],
}

describe('next step', () => {
  test.each(Object.entries(table))('%s', (_, [outcome, more, step]) => {
    expect(nextStep(outcome, { ...facts, ...more })).toEqual(step)
  })
})

describe('back-off', () => {
  test('doubles from five seconds to half an hour', () => {
    const longest = [1, 2, 3, 9, 10, 11, 500].map((number) => backoffMs(number, retry))
    expect(longest).toEqual([5_000, 10_000, 20_000, 1_280_000, 1_800_000, 1_800_000, 1_800_000])
  })

  test('is spread over the whole of its length', () => {
    expect([0, 0.25, 1].map((jitter) => backoffMs(2, retry, jitter))).toEqual([0, 2_500, 10_000])
  })
})
