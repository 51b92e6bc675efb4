// Work that one process holds for a time: its lease is renewed while the work runs, and what failed is tried again later.

type Lease = {
  leaseMs: number
  /** Writes down a new end of the lease. */
  renew: () => Promise<unknown>
  /** Told when a renewal fails; the next one tries again. */
  onFault: (error: unknown) => void
}

/** Renews the lease every third of its length while `work` runs. */
export async function underLease<T>({ leaseMs, renew, onFault }: Lease, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => void renew().catch(onFault), leaseMs / 3)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

type Backoff = { firstMs: number; maxMs: number }

/**
 * How long to wait after `tries` tries that failed (from 1): twice as long each time, up to `maxMs`. `jitter` (0 ≤ jitter
 * < 1) is full jitter, so that what failed together does not come back together.
 */
export function backoffMs(tries: number, { firstMs, maxMs }: Backoff, jitter = 1): number {
  return Math.round(jitter * Math.min(maxMs, firstMs * 2 ** Math.min(tries - 1, 40)))
}

/** The same in SQL, as an interval. `failures`: an expression for the tries that failed, this one not counted. */
export function backoffSql({ failures, firstS, maxS }: { failures: string; firstS: string; maxS: string }): string {
  return `make_interval(secs => least(${maxS}::float8, ${firstS}::float8 * 2 ^ least(${failures}, 30)))`
}
