'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Queries } from '#components/layout/queries.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { StateKind } from '#lib/submissions/state.ts'
import { isSameState, type LiveState, type LostCause, LostContact, readLiveState } from './live-state.ts'
import { pollInterval } from './state-table.ts'

/** How often it is asked while no answer comes. */
const LOST_MS = 5_000

/** `kind` and `shown` are what the server made the page of. */
type Props = { reference: string; kind: StateKind; shown: LiveState }

/** Asks while the status can change. When it has, the server makes the page anew, and the change is said once. */
export function LiveStatus(props: Props) {
  return (
    <Queries>
      <Live {...props} />
    </Queries>
  )
}

function Live({ reference, kind, shown }: Props) {
  const t = useTranslations()
  const since = useRef({ kind, at: Number.POSITIVE_INFINITY })
  const { data, error, refetch } = useQuery({
    queryKey: ['submission', reference],
    queryFn: ({ signal }) => readLiveState(reference, signal),
    initialData: shown,
    enabled: !shown.end,
    // Without a network it is asked all the same: only an answer shows that it is back.
    networkMode: 'always',
    refetchOnReconnect: 'always',
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state }) => {
      const now = state.data ?? shown
      if (now.end) return false
      if (state.error) return LOST_MS
      if (since.current.kind !== kind || since.current.at === Number.POSITIVE_INFINITY)
        since.current = { kind, at: performance.now() }
      return pollInterval(kind, performance.now() - since.current.at)
    },
  })
  const first = useRef(shown.status)
  useRefreshWhenOther(data, shown)
  useAskWhenOffline(refetch, shown.end)
  return (
    <>
      <p role="status" className="sr-only">
        {shown.status !== first.current && t('submissions.page.updated', { state: t(`status.word.${shown.status}`) })}
      </p>
      {error && <Lost why={error instanceof LostContact ? error.why : 'failing'} />}
      {!shown.end && (
        <noscript>
          <TextLink href={`/inlamningar/${reference}`}>{t('submissions.page.update')}</TextLink>
        </noscript>
      )}
    </>
  )
}

/** That the page does not follow any more, why, and what to do. Goes by itself when an answer comes. */
function Lost({ why }: { why: LostCause }) {
  const t = useTranslations('submissions.page.lost')
  return (
    <Notice tone="warning" title={t('title')} live="status">
      <p>{t(why)}</p>
      {why === 'signedOut' && (
        <p>
          <TextLink href="/logga-in" target="_blank">
            {t('logIn')}
          </TextLink>
        </p>
      )}
    </Notice>
  )
}

/** Asks at once when the network goes: the next look may be a minute away. */
function useAskWhenOffline(ask: () => unknown, end: boolean): void {
  useEffect(() => {
    if (end) return
    const listener = () => void ask()
    window.addEventListener('offline', listener)
    return () => window.removeEventListener('offline', listener)
  }, [ask, end])
}

/** Asks the server for the page once for each new state. */
function useRefreshWhenOther(data: LiveState, shown: LiveState): void {
  const router = useRouter()
  const asked = useRef(shown)
  useEffect(() => {
    if (isSameState(data, shown) || isSameState(data, asked.current)) return
    asked.current = data
    router.refresh()
  }, [data, shown, router])
}
