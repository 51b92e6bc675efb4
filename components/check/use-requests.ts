'use client'
import { useEffect, useState } from 'react'

/** How many requests the page has made since that moment (of `performance.now()`), as the browser itself has noted them. */
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
