/** A file under way. */
export type LineWatch = {
  readonly isTrial: boolean
  readonly begunAt: number
  /** When the receiver last did something. */
  readonly lastAt: number
  progress: () => void
  end: () => void
}

type WatchTerms = Pick<LineWatch, 'isTrial' | 'end'> & { clock: () => number }

export function createWatch({ clock, isTrial, end }: WatchTerms): LineWatch {
  const begunAt = clock()
  let lastAt = begunAt
  return {
    ...{ isTrial, begunAt, end },
    get lastAt() {
      return lastAt
    },
    progress: () => {
      lastAt = clock()
    },
  }
}
