import { beforeEach, describe, expect, test } from 'vitest'
import { createLine, type RelayLine } from './line.ts'

const pause = { afterFailures: 3, afterMs: 20_000, firstMs: 1_000, maxMs: 3_000 }
const waits = { afterMs: 20_000, quietMs: 30_000 }
const reset = { kind: 'unknown', code: 'reset' } as const
const busy = { kind: 'unsent', code: 'status-503', fault: 'receiver' } as const
const accepted = { kind: 'accepted', code: 'status-202' } as const
const refused = { kind: 'rejected', code: 'status-422' } as const
const forbidden = { kind: 'unsent', code: 'status-403', fault: 'line' } as const
const silent = { kind: 'unknown', code: 'no-answer' } as const

let line: RelayLine
let tickedAt: number
beforeEach(() => {
  line = createLine()
  tickedAt = 0
})
const failsAt = (ms: number) => line.failing(ms)?.begunAt ?? null
/** As if the process had gone on all the time until then. */
const judgeAt = (ms: number) => {
  for (let now = Math.max(tickedAt, ms - 400_000); now < ms; now += 1_000) line.tick(now)
  tickedAt = ms
  line.judge(waits, ms)
  return failsAt(ms)
}

test('single failures between answers leave the line open, and a refusal of the file is an answer', () => {
  for (const outcome of [reset, reset, accepted, reset, reset, refused, reset, reset]) line.record(outcome, pause, 0)
  expect([line.rest(), judgeAt(19_999)]).toEqual([null, null])
})

test('failures in a row rest the line, and then it is tried', () => {
  for (const outcome of [reset, reset, busy]) line.record(outcome, pause, 0)
  expect(line.rest()).toMatchObject({ code: 'status-503', isTold: true })
  expect([line.isTryDue(999, 30_000), line.isTryDue(1_000, 30_000)]).toEqual([false, true])
})

test('one failure turns the line when nothing has been answered for twenty seconds after it, since that failure', () => {
  line.record(busy, pause, 1_000)
  expect([judgeAt(20_999), judgeAt(21_000)]).toEqual([null, 1_000])
  line.record(accepted, pause, 22_000)
  expect([judgeAt(23_000), line.rest()]).toEqual([null, null])
})

test('a fault of the line rests it at once', () => {
  line.record(forbidden, pause, 0)
  expect(failsAt(0)).toBe(0)
})

test('tries come at growing distances up to the limit; what was under way when the rest began changes nothing', () => {
  for (let i = 0; i < 8; i++) line.record(forbidden, pause, 0)
  const dueAt = []
  for (let now = 0; now <= 12_000; now += 500) {
    if (!line.isTryDue(now, 30_000)) continue
    line.beginTry(pause, now)
    line.record(forbidden, pause, now)
    dueAt.push(now)
  }
  expect(dueAt).toEqual([1_000, 2_000, 4_000, 7_000, 10_000])
})

test('our own faults, an employer’s and a stop of ours say nothing of the line', () => {
  const ours = [
    { kind: 'unsent', code: 'payload-damaged', fault: 'payload' },
    { kind: 'unsent', code: 'own-certificate-expired', fault: 'employer' },
    { kind: 'unknown', code: 'relay-lost' },
    { kind: 'unknown', code: 'aborted' },
  ] as const
  for (const one of ours) for (let i = 0; i < 9; i++) line.record(one, pause, 0)
  expect([line.rest(), judgeAt(60_000)]).toEqual([null, null])
})

describe('an attempt that is not answered', () => {
  test('turns the line while it waits, since the receiver last did something; a file that flows does not', () => {
    let now = 0
    const [flowing, stuck] = [line.watch(() => now), line.watch(() => now)]
    for (; now < 29_000; now += 1_000) flowing.progress()
    expect(judgeAt(29_999)).toBe(null)
    now = 30_000
    flowing.progress()
    expect(judgeAt(30_000)).toBe(0)
    expect([line.countStuck(30_000, 30_000), stuck.lastAt]).toEqual([0, 0])
  })

  test('does not while others are answered', () => {
    line.watch(() => 0)
    line.record(accepted, pause, 10_000)
    expect([judgeAt(60_000), line.countStuck(60_000, 30_000)]).toEqual([null, 1])
  })

  test('keeps new files back when its time has run out, until something is answered; that alone is told nobody', () => {
    const watch = line.watch(() => 5_000)
    watch.end()
    line.record({ ...silent, watch }, pause, 20_000)
    expect([line.rest()?.isTold, failsAt(20_000), judgeAt(24_999), judgeAt(25_000)]).toEqual([false, null, null, 5_000])
  })

  test('that tries a line holds up the next try until it is silent', () => {
    line.record(forbidden, pause, 0)
    line.watch(() => 1_000)
    expect([line.isTryDue(30_999, 30_000), line.isTryDue(31_000, 30_000)]).toEqual([false, true])
  })

  test('makes files rarer that try a receiver which keeps repeats', () => {
    line.record(forbidden, pause, 0)
    const at = [0, 1].map((now) => {
      line.record({ ...silent, watch: line.watch(() => now) }, pause, now)
      return line.rest()?.freshAt
    })
    expect(at).toEqual([3_000, 6_001])
  })
})

describe('questions', () => {
  test('a list that fails is asked for once more, and turns the line when it fails again and no file is answered', () => {
    line.recordQuestion('connect-refused', 0)
    expect([judgeAt(30_000), line.isTryDue(9_999, 30_000), line.isTryDue(10_000, 30_000)]).toEqual([null, false, true])
    line.beginTry(pause, 10_000)
    expect(line.isTryDue(11_000, 30_000)).toBe(false)
    line.recordQuestion('connect-refused', 10_000)
    expect([judgeAt(19_999), judgeAt(20_000)]).toEqual([null, 0])
  })

  test.each([null, 'status-500', 'answer-unreadable'])('an answer (%s) ends that, but not what files have shown', (code) => {
    line.recordQuestion('dns', 0)
    line.recordQuestion(code, 5_000)
    expect(judgeAt(60_000)).toBe(null)
    line.record(busy, pause, 60_000)
    line.recordQuestion(code, 61_000)
    expect(judgeAt(80_000)).toBe(60_000)
    line.recordQuestion(code, 81_000)
    expect([failsAt(81_000), line.rest()?.isAnswered]).toEqual([60_000, true])
    line.openWithoutFile(82_000)
    expect([failsAt(82_000), line.takeOpened(), line.takeOpened()]).toEqual([null, true, false])
  })
})

describe('an obstacle of ours', () => {
  test('turns the line at once, whatever is answered to what was under way, and is tried when it is gone', () => {
    line.obstruct('own-certificate-expired', 0)
    line.record(accepted, pause, 10)
    expect([line.failing(10), line.isTryDue(60_000, 30_000)]).toEqual([{ begunAt: 10, code: 'own-certificate-expired' }, false])
    line.obstruct(null, 60_000)
    expect([failsAt(60_000), line.isTryDue(60_000, 30_000)]).toEqual([10, true])
    line.record(accepted, pause, 60_100)
    expect(failsAt(60_100)).toBe(null)
  })
})

describe('what other relays know', () => {
  test('a relay takes over that the line fails, and tries it at once', () => {
    line.adopt({ failing: { forMs: 50_000, code: 'status-503' }, answeredMs: 60_000 }, 100_000)
    expect([line.failing(100_000), line.isTryDue(100_000, 30_000)]).toEqual([{ begunAt: 50_000, code: 'status-503' }, true])
  })

  test('… unless it has had an answer since', () => {
    line.record(accepted, pause, 99_000)
    line.adopt({ failing: { forMs: 50_000, code: 'status-503' }, answeredMs: 60_000 }, 100_000)
    expect(line.rest()).toBe(null)
  })

  test('another relay’s answer ends the failing for all; who fails on alone does not turn the line again for minutes', () => {
    line.record(forbidden, pause, 0)
    line.adopt({ failing: null, answeredMs: 1_000 }, 10_000)
    expect([failsAt(10_000), line.isTryDue(10_000, 30_000)]).toEqual([null, true])
    line.record(forbidden, pause, 11_000)
    expect([judgeAt(200_000), judgeAt(310_000)]).toEqual([null, 11_000])
  })

  test('an answer before the failing began says nothing', () => {
    line.record(forbidden, pause, 5_000)
    line.adopt({ failing: null, answeredMs: 6_000 }, 10_000)
    expect(failsAt(10_000)).toBe(5_000)
  })
})

test('what a process slept through says nothing of the receiver', () => {
  line.tick(0)
  let now = 0
  line.watch(() => now)
  line.record(busy, pause, 0)
  now = 600_000
  line.judge(waits, now)
  expect(failsAt(now)).toBe(null)
  expect([judgeAt(629_999), judgeAt(630_000)]).toEqual([null, 600_000])
  const watch = line.watch(() => now)
  watch.end()
  line.record(accepted, pause, 630_000)
  line.record({ ...silent, watch }, pause, 1_200_000)
  expect([failsAt(1_200_000), judgeAt(1_219_999), judgeAt(1_220_000)]).toEqual([null, null, 1_200_000])
})

test('what was under way when the line opened, and fails after that, is brought forward too; what begins later is not', () => {
  const old = line.watch(() => 0)
  line.record(forbidden, pause, 1_000)
  line.record(accepted, pause, 2_000)
  expect(line.takeOpened()).toBe(true)
  line.record({ ...silent, watch: old }, pause, 3_000)
  expect(line.takeOpened()).toBe(true)
  line.record({ ...silent, watch: line.watch(() => 4_000) }, pause, 5_000)
  expect(line.takeOpened()).toBe(false)
})

test('a receiver that has closed has not failed', () => {
  line.record(busy, pause, 0)
  line.close()
  expect(judgeAt(30_000)).toBe(null)
})
