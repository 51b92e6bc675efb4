'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { TRY_PATH } from '#components/check/try-path.ts'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Queries } from './queries.tsx'
import { WARN_SECONDS } from './warn-seconds.ts'

/** The answer of /api/session: seconds until the session ends by inactivity, and by its greatest length. */
type TimeLeft = { signedIn: true; secondsLeft: number; secondsToEnd: number } | { signedIn: false }

/** The last warning comes also when Esc closed the first: with time left to press its button (WCAG 2.2.1: 20 seconds). */
const LAST_SECONDS = 45
const KEY = ['session']

/** Warns before the session ends and can extend it without a page load. */
export function SessionWatch() {
  return (
    <Queries>
      <TimeWatch />
    </Queries>
  )
}

function TimeWatch() {
  const { data, dataUpdatedAt } = useQuery({
    queryKey: KEY,
    queryFn: () => ask('GET'),
    // That page promises to make no requests, and needs no session.
    enabled: usePathname() !== TRY_PATH,
    refetchInterval: ({ state }) => pauseUntilNext(state.data),
    refetchOnWindowFocus: 'always',
  })
  const now = useNow(15_000)
  if (!data) return null
  if (!data.signedIn) return <Warning key="ended" left={null} isLast={false} />
  const secondsLeft = data.secondsLeft - (now - dataUpdatedAt) / 1000
  if (secondsLeft > WARN_SECONDS) return null
  const left = Math.max(0, secondsLeft)
  const isLast = data.secondsToEnd <= data.secondsLeft
  // By another key it opens anew, also for who closed the one before.
  return <Warning key={`${isLast} ${left <= LAST_SECONDS}`} left={left} isLast={isLast} />
}

function Warning({ left, isLast }: { left: number | null; isLast: boolean }) {
  const t = useTranslations('common.session')
  const box = useRef<HTMLDialogElement>(null)
  const queries = useQueryClient()
  const [failed, setFailed] = useState(false)
  // A layout effect: closing before the element is removed returns the focus to where it was.
  useLayoutEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])

  async function stay() {
    try {
      queries.setQueryData(KEY, await ask('POST'))
    } catch {
      setFailed(true)
    }
  }

  const minutes = Math.floor((left ?? 0) / 60)
  return (
    <dialog
      ref={box}
      aria-labelledby="session-title"
      aria-describedby="session-text"
      className="m-auto w-full max-w-[min(30rem,calc(100vw-2rem))] rounded-card border border-edge bg-page p-6 text-ink shadow-xl backdrop:bg-[rgb(0_0_0/0.6)]"
    >
      <h2 id="session-title" className="text-h3 font-semibold">
        {left === null ? t('endedTitle') : t('title')}
      </h2>
      <div id="session-text" aria-live="polite" className="mt-3 grid gap-2">
        {left === null && <p>{t('ended')}</p>}
        {left !== null && <p>{isLast ? t('lastWarning', { minutes }) : t('warning', { minutes })}</p>}
        {left !== null && <p>{t('keeps')}</p>}
        {failed && <p className="font-semibold text-danger">{t('failed')}</p>}
      </div>
      <div className="mt-5 flex flex-wrap gap-3">
        {left !== null && !isLast && (
          <Button type="button" onClick={() => void stay()}>
            {t('stay')}
          </Button>
        )}
        {left === null && (
          <LinkButton href="/logga-in" target="_blank" rel="noopener">
            {t('logIn')}
          </LinkButton>
        )}
        {(left === null || isLast) && (
          <Button type="button" kind="secondary" onClick={() => box.current?.close()}>
            {t('close')}
          </Button>
        )}
      </div>
    </dialog>
  )
}

async function ask(method: 'GET' | 'POST'): Promise<TimeLeft> {
  const answer = await fetch('/api/session', { method, cache: 'no-store', headers: { accept: 'application/json' } })
  if (answer.status === 401) return { signedIn: false }
  if (!answer.ok) throw new Error(`/api/session: ${answer.status}`)
  return (await answer.json()) as TimeLeft
}

/** Polls when the warning would be due: another tab may have extended the session. */
function pauseUntilNext(data: TimeLeft | undefined): number | false {
  if (!data?.signedIn) return data ? false : 60_000
  const untilWarning = data.secondsLeft - WARN_SECONDS
  return (untilWarning > 0 ? untilWarning + 1 : Math.max(5, Math.min(30, data.secondsLeft + 1))) * 1000
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
