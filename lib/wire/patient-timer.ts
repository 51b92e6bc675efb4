/** A timer that is so late tells that the process stood still: paused, or moved to another machine. */
const STOOD_STILL_MS = 1_000
const READ_MS = 2_000

export type Timer = { stop: () => void }

/**
 * Calls `then` after `ms`, and later when the process stood still: what came meanwhile waits to be read, and timers go first when
 * a process wakes up.
 */
export function startTimer(then: () => void, ms: number): Timer {
  const dueAt = performance.now() + ms
  const ring = () => {
    if (performance.now() - dueAt < STOOD_STILL_MS) then()
    else timer = setTimeout(then, READ_MS)
  }
  let timer = setTimeout(ring, ms)
  return { stop: () => clearTimeout(timer) }
}
