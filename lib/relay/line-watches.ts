/** A file under way. */
export type LineWatch = {
  readonly isTrial: boolean
  readonly begunAt: number
  /** When the receiver last did something. */
  readonly lastAt: number
  progress: () => void
  end: () => void
}

/** The files under way over a line, and which of them the receiver has not done anything for in `quietMs`. */
export function createWatches() {
  const watches = new Set<LineWatch>()
  return {
    begin(clock: () => number, isTrial: boolean): LineWatch {
      const begunAt = clock()
      let lastAt = begunAt
      const watch: LineWatch = {
        isTrial,
        begunAt,
        get lastAt() {
          return lastAt
        },
        progress: () => {
          lastAt = clock()
        },
        end: () => void watches.delete(watch),
      }
      watches.add(watch)
      return watch
    },
    isAny: () => watches.size > 0,
    silent: (now: number, quietMs: number) => [...watches].filter(({ lastAt }) => now - lastAt >= quietMs),
    /** Whether a file that tries the line may still be answered. */
    isTrying: (now: number, quietMs: number) => [...watches].some(({ isTrial, lastAt }) => isTrial && now - lastAt < quietMs),
    /** As if the receiver had just done something for each. */
    refresh() {
      for (const watch of watches) watch.progress()
    },
  }
}
