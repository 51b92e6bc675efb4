'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { type LiveState, readLiveState } from './live-state.ts'
import { pollInterval } from './poll-interval.ts'

type Props = { reference: string; shown: LiveState; end: boolean }

/** Asks while the status can change. When it has, the server makes the page anew, and the change is said once. */
export function LiveStatus({ reference, shown, end }: Props) {
  const t = useTranslations()
  const { data, error } = useQuery({
    queryKey: ['submission', reference],
    queryFn: ({ signal }) => readLiveState(reference, signal),
    initialData: shown,
    refetchInterval: ({ state }) => (end || isSignedOut(state.error) ? false : pollInterval(state.data?.status, waited())),
    enabled: !end,
  })
  const waited = useWaited(data.status)
  const first = useRef(shown.status)
  useRefreshWhenOther(data, shown)
  return (
    <>
      <p role="status" className="sr-only">
        {shown.status !== first.current && t('submissions.page.updated', { state: t(`status.word.${shown.status}`) })}
      </p>
      {error && !isSignedOut(error) && <Notice tone="warning" title={t('submissions.page.lost')} live="status" />}
      {!end && (
        <noscript>
          <TextLink href={`/inlamningar/${reference}`}>{t('submissions.page.update')}</TextLink>
        </noscript>
      )}
    </>
  )
}

/** The session's own notice says it; this only stops asking. */
const isSignedOut = (error: Error | null): boolean => error?.message === 'signed-out'

/** How long this status has stood on the page. */
function useWaited(status: string): () => number {
  const since = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock starts anew with each status
  useEffect(() => {
    since.current = Date.now()
  }, [status])
  return () => (since.current === 0 ? 0 : Date.now() - since.current)
}

function useRefreshWhenOther(data: LiveState, shown: LiveState): void {
  const router = useRouter()
  const asked = useRef('')
  useEffect(() => {
    const state = `${data.status} ${data.kvittensId}`
    if (state === `${shown.status} ${shown.kvittensId}` || state === asked.current) return
    asked.current = state
    router.refresh()
  }, [data, shown, router])
}
