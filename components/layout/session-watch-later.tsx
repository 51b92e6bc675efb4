'use client'
import { type ComponentType, useEffect, useState } from 'react'
import { TRY_PATH } from '#components/check/try-path.ts'
import { WARN_SECONDS } from './warn-seconds.ts'

/** Without a network the watch cannot be fetched: how soon it is tried again. */
const AGAIN_MS = 5_000

/** Fetches the session's watch when there is something to watch: the warning is due, or the page is shown again. */
export function SessionWatchLater({ secondsLeft }: { secondsLeft: number }) {
  const [Watch, setWatch] = useState<ComponentType>()
  const isWatched = Watch !== undefined
  useEffect(() => {
    // That page promises to make no requests, and needs no session.
    if (isWatched || location.pathname === TRY_PATH) return
    let timer = setTimeout(load, Math.max(0, secondsLeft - WARN_SECONDS) * 1000)
    function load() {
      clearTimeout(timer)
      timer = setTimeout(load, AGAIN_MS)
      import('./session-watch.tsx').then(
        ({ SessionWatch }) => setWatch(() => SessionWatch),
        () => {},
      )
    }
    window.addEventListener('visibilitychange', load)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('visibilitychange', load)
    }
  }, [isWatched, secondsLeft])
  return Watch ? <Watch /> : null
}
