'use client'
import { useEffect, useState } from 'react'

export type Readiness = 'preparing' | 'ready' | 'failed'

/** Ready when the page and all that a check may need has been fetched: from then on it works without a network. */
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

/** The page with its pictures and styles. */
function loaded(): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve()
  return new Promise((resolve) => window.addEventListener('load', () => resolve(), { once: true }))
}
