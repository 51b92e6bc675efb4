// The line to a receiver as one relay knows it: a circuit breaker that also says since when and why nothing comes through.
// Pure: times are milliseconds of a clock that is never set back (performance.now). keep-line.ts compares it with what the other
// relays know (table receiver_line), try-line.ts tries it while it rests.
import { backoffMs } from '#lib/leases.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import type { Receiver } from '#lib/wire/receiver.ts'
import { createWatches, type LineWatch } from './line-watches.ts'

type Pause = Receiver['pause']

/** Failures without an answer between them. `begunAt`: since when the receiver has done nothing that counts. */
type Streak = { begunAt: number; code: string; failures: number; byFile: boolean; isAsked: boolean }
/** No file begins but one at a time that tries. */
export type LineRest = {
  code: string
  tries: number
  nextTryAt: number
  /** Everybody is told. False: only new files wait, until something is answered or the failing has lasted. */
  isTold: boolean
  /** In this try the receiver has answered a question. */
  isAnswered: boolean
  /** Files that tried the line and whose fate is unknown by that. */
  unknownTrials: number
  /** Employers whose files say nothing of the line, for what is wrong concerns them alone. */
  passedOver: Set<string>
  /** When a file may next try, at a receiver that does not drop repeats. */
  freshAt: number
}
export type SendResult = Pick<Outcome, 'kind' | 'code'> & {
  fault?: string
  employerId?: string
  watch?: Pick<LineWatch, 'isTrial' | 'begunAt' | 'lastAt'>
}
/** What all relays together know; ages in milliseconds. */
export type KnownLine = { failing: { forMs: number; code: string } | null; answeredMs: number | null }

/** A relay that another one has shown to be alone in failing turns the line only when nothing has been answered for so long. */
const CONTRADICTED_MS = 300_000
/** One failed question says little: it is asked again after so long. */
const SUSPECT_MS = 10_000
/** A receiver that does not drop repeats is tried with files at twice the distance each time one becomes unknown, up to so many rests. */
const FRESH_RESTS = 10

/** The process stood still, and what it slept through says nothing of the receiver. */
const STANDSTILL_MS = 5_000

/** The receiver did not do what it should within a time limit. */
const SILENCE = ['no-answer', 'stalled', 'total-timeout', 'connect-timeout', 'no-continue']
export type RelayLine = ReturnType<typeof createLine>

export function createLine() {
  const watches = createWatches()
  let streak: Streak | null = null
  let rest: LineRest | null = null
  let obstacle: string | null = null
  let contradictedUntil = Number.NEGATIVE_INFINITY
  let openedAt = Number.NEGATIVE_INFINITY
  let tickedAt: number | null = null
  let hasOpened = false
  const at: Record<'accepted' | 'answered' | 'tried', number | null> = { accepted: null, answered: null, tried: null }

  const hold = (code: string, nextTryAt: number) => {
    rest ??= {
      code,
      tries: 0,
      nextTryAt,
      isTold: false,
      isAnswered: false,
      unknownTrials: 0,
      passedOver: new Set(),
      freshAt: Number.NEGATIVE_INFINITY,
    }
    return rest
  }
  const open = (now: number) => {
    at.answered = now
    contradictedUntil = Number.NEGATIVE_INFINITY
    // An obstacle of ours stays, whatever is answered to what was under way.
    streak = obstacle === null ? null : { begunAt: now, code: obstacle, failures: 1, byFile: true, isAsked: true }
    if (obstacle !== null || rest === null) return
    if (rest.isTold) {
      hasOpened = true
      openedAt = now
    }
    rest = null
  }
  const fail = (code: string, begunAt: number, byFile: boolean): Streak => {
    streak ??= { begunAt, code, failures: 0, byFile, isAsked: false }
    streak.failures++
    streak.code = code
    streak.byFile ||= byFile
    if (rest && obstacle === null) rest.code = code
    return streak
  }
  /** True when the process stood still until now. */
  const tick = (now: number): boolean => {
    const stoodStill = tickedAt !== null && now - tickedAt >= STANDSTILL_MS
    tickedAt = now
    if (!stoodStill) return false
    watches.refresh()
    if (!rest?.isTold) streak = null
    return true
  }
  const hasAnsweredSince = (time: number) => at.answered !== null && at.answered > time

  return {
    rest: (): Readonly<LineRest> | null => rest,
    /** When a file was last accepted, when the line was last shown to be open, and when something was last tried. */
    times: (): Readonly<typeof at> => at,
    /** Files that are not answered although others have been since: the line does not rest for them. */
    countStuck: (now: number, quietMs: number) =>
      watches.silent(now, quietMs).filter(({ lastAt }) => hasAnsweredSince(lastAt)).length,

    /** Since when and why nothing comes through; null while something does, or while that is not certain. */
    failing(now: number): { begunAt: number; code: string } | null {
      return streak && rest?.isTold && now >= contradictedUntil ? { begunAt: streak.begunAt, code: rest.code } : null
    },

    /** A file begins. */
    watch: (clock: () => number): LineWatch => watches.begin(clock, rest !== null),

    /** An attempt ended. A refusal of the file is an answer; our own faults and an employer's say nothing of the line. */
    record({ kind, code, fault, employerId, watch }: SendResult, pause: Pause, now: number) {
      if (rest && fault === 'employer' && employerId && watch?.isTrial) {
        rest.passedOver.add(employerId)
        rest.nextTryAt = now
      }
      if (fault === 'payload' || fault === 'employer' || code === 'relay-lost' || code === 'aborted') return
      at.tried = now
      if (kind === 'accepted') at.accepted = now
      if (kind === 'accepted' || kind === 'rejected') return open(now)
      // What began before the line opened and has failed only now waits for no reason of its own.
      if (watch && watch.begunAt < openedAt) hasOpened = true
      const isSilence = SILENCE.includes(code)
      const isLong = isSilence && watch && !tick(now) && !hasAnsweredSince(watch.lastAt)
      const begunAt = isLong ? watch.lastAt : now
      const { failures } = fail(code, begunAt, true)
      const isBroken = fault === 'line' || failures >= pause.afterFailures
      // After a silence nothing new begins until something is answered: it would only be one more file of unknown fate.
      if (isBroken) hold(code, now + backoffMs(1, pause)).isTold = true
      else if (isSilence) hold(code, now)
      if (rest && kind === 'unknown' && watch?.isTrial) {
        const { maxMs } = pause
        rest.freshAt = now + backoffMs(++rest.unknownTrials, { firstMs: maxMs, maxMs: FRESH_RESTS * maxMs })
      }
    },

    /**
     * A question for a list or a verdict ended; null: it was answered, and a status or an answer that makes no sense is one too.
     * It opens no line: files may fail all the same.
     */
    recordQuestion(code: string | null, now: number) {
      if (code === 'aborted') return
      if (code === null || /^(status|answer)-/.test(code)) {
        if (rest) rest.isAnswered = true
        else if (streak && !streak.byFile) streak = null
        return
      }
      at.tried = now
      fail(code, now, false)
    },
    /** The receiver answers, and there is no file to try it with. */
    openWithoutFile: open,

    /** Called often, whatever the database does: shows that this process goes on. */
    tick,
    /** Asked every second: has it failed for so long, or been silent for so long, that it counts? */
    judge({ afterMs, quietMs }: { afterMs: number; quietMs: number }, now: number) {
      tick(now)
      const silent = watches.silent(now, quietMs).filter(({ lastAt }) => !hasAnsweredSince(lastAt))
      if (silent.length > 0) {
        const begunAt = Math.min(...silent.map(({ lastAt }) => lastAt))
        if (!streak) at.tried = now
        streak ??= { begunAt, code: 'no-answer', failures: 1, byFile: true, isAsked: true }
        hold(streak.code, now).isTold = true
      }
      if (streak && now - streak.begunAt >= afterMs && (streak.byFile || streak.failures > 1))
        hold(streak.code, now).isTold = true
    },
    /** The receiver is closed: what failed before is not held against it. */
    close() {
      if (!rest) streak = null
    },

    /** What is known to be wrong with us before anything is sent; null: nothing. When it is gone the line is tried at once. */
    obstruct(code: string | null, now: number) {
      if (code === obstacle) return
      obstacle = code
      if (code === null) return this.tryNow(now)
      at.tried = now
      fail(code, now, true)
      const held = hold(code, now)
      Object.assign(held, { code, isTold: true })
    },

    /** What all relays know: a relay takes over that the line fails, and tries at once where another got an answer. */
    adopt({ failing, answeredMs }: KnownLine, now: number) {
      if (failing) {
        const begunAt = now - failing.forMs
        contradictedUntil = Number.NEGATIVE_INFINITY
        if (rest?.isTold || hasAnsweredSince(begunAt)) return
        streak = { begunAt, code: failing.code, failures: 1, byFile: true, isAsked: true }
        hold(failing.code, now).isTold = true
        return
      }
      if (!rest || !streak || obstacle !== null || answeredMs === null || now - answeredMs <= streak.begunAt) return
      if (rest.isTold) {
        contradictedUntil = now + CONTRADICTED_MS
        openedAt = now
      }
      streak = null
      rest.isTold = false
      this.tryNow(now)
    },

    tryNow(now: number) {
      if (rest) Object.assign(rest, { nextTryAt: now, tries: 0 })
    },
    /** Whether it is to be tried now: not while a file that tries it is under way and not silent. */
    isTryDue(now: number, quietMs: number): boolean {
      if (!rest) return streak !== null && !streak.byFile && !streak.isAsked && now - streak.begunAt >= SUSPECT_MS
      if (obstacle !== null || now < rest.nextTryAt) return false
      return !watches.isTrying(now, quietMs)
    },
    /** A try begins; the next one comes twice as much later, up to what the receiver's file says. */
    beginTry(pause: Pause, now: number) {
      if (streak) streak.isAsked = true
      if (!rest) return
      rest.tries++
      rest.isAnswered = false
      rest.nextTryAt = now + backoffMs(rest.tries, pause)
    },
    isUnderWay: watches.isAny,

    /** True once after the line has opened, and after what was under way then: what waits may be brought forward. */
    takeOpened(): boolean {
      const opened = hasOpened
      hasOpened = false
      return opened
    },
    /** What was to be brought forward could not be. */
    putBackOpened() {
      hasOpened = true
    },
  }
}
