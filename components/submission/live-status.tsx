'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { StateKind } from '#lib/submissions/state.ts'
import { isSameState, type LiveState, readLiveState } from './live-state.ts'
import { pollInterval } from './state-table.ts'

/** `kind` and `shown` are what the server made the page of. */
type Props = { reference: string; kind: StateKind; shown: LiveState }

/** Asks while the status can change. When it has, the server makes the page anew, and the change is said once. */
export function LiveStatus({ reference, kind, shown }: Props) {
  const t = useTranslations()
  const since = useRef({ kind, at: Number.POSITIVE_INFINITY })
  const { data, error } = useQuery({
    queryKey: ['submission', reference],
    queryFn: ({ signal }) => readLiveState(reference, signal),
    initialData: shown,
    enabled: !shown.end,
    refetchInterval: ({ state }) => {
      const now = state.data ?? shown
      if (now.end || isSignedOut(state.error)) return false
      if (since.current.kind !== kind || since.current.at === Number.POSITIVE_INFINITY)
        since.current = { kind, at: performance.now() }
      return pollInterval(kind, performance.now() - since.current.at)
    },
  })
  const first = useRef(shown.status)
  useRefreshWhenOther(data, shown)
  return (
    <>
      <p role="status" className="sr-only">
        {shown.status !== first.current && t('submissions.page.updated', { state: t(`status.word.${shown.status}`) })}
      </p>
      {error && !isSignedOut(error) && <Notice tone="warning" title={t('submissions.page.lost')} live="status" />}
      {!shown.end && (
        <noscript>
          <TextLink href={`/inlamningar/${reference}`}>{t('submissions.page.update')}</TextLink>
        </noscript>
      )}
    </>
  )
}

/** The session's own notice says it; this only stops asking. */
const isSignedOut = (error: Error | null): boolean => error?.message === 'signed-out'

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
