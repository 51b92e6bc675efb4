'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { LinkButton } from '#components/ui/link-button.tsx'

/** When the page is made anew after a click: nothing tells a page that its download is over. */
const LOOK_AGAIN_MS = [1_500, 5_000, 15_000, 60_000]

type Timer = ReturnType<typeof setTimeout>
type Props = { href: string; first: boolean; children: ReactNode }

/** Saves the file; afterwards the page shows that it has been fetched. Without JavaScript the page shows it when it is loaded again. */
export function DownloadLink({ href, first, children }: Props) {
  const router = useRouter()
  const timers = useRef<Timer[]>([])
  useEffect(() => () => clear(timers.current), [])
  const lookAgain = () => {
    clear(timers.current)
    timers.current = LOOK_AGAIN_MS.map((ms) => setTimeout(() => router.refresh(), ms))
  }
  return (
    <LinkButton kind={first ? 'primary' : 'secondary'} href={href} download onClick={lookAgain}>
      {children}
    </LinkButton>
  )
}

function clear(timers: Timer[]): void {
  for (const timer of timers) clearTimeout(timer)
}
