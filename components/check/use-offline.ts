'use client'
import { useEffect, useState } from 'react'

// For the page that promises to make no request while a file is checked.
export type Readiness = 'preparing' | 'ready' | 'failed'

/** `ready` when the page and everything a check may need has been fetched: from then on it works without a network. */
export function useReady(prepare: () => Promise<boolean>): Readiness {
  const [readiness, setReadiness] = useState<Readiness>('preparing')
  useEffect(() => {
    let wanted = true
    const finish = (state: Readiness) => wanted && setReadiness(state)
    loaded()
      .then(prepare)
      .then(
        (done) => finish(done ? 'ready' : 'failed'),
        () => finish('failed'),
      )
    return () => {
      wanted = false
    }
  }, [prepare])
  return readiness
}

/** Resolves when the page has loaded, with images and styles. */
function loaded(): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve()
  return new Promise((resolve) => window.addEventListener('load', () => resolve(), { once: true }))
}

/** Requests of the page since a moment of `performance.now()`, by the browser's own list. */
export function useRequests(since: number | undefined): number {
  const [seen, setSeen] = useState<{ since: number | undefined; count: number }>({ since, count: 0 })
  useEffect(() => {
    const observer = new PerformanceObserver((list) => {
      const later = list.getEntries().filter(({ startTime }) => since !== undefined && startTime >= since).length
      if (later > 0) setSeen((before) => ({ since, count: (before.since === since ? before.count : 0) + later }))
    })
    observer.observe({ type: 'resource', buffered: true })
    return () => observer.disconnect()
  }, [since])
  return seen.since === since ? seen.count : 0
}
