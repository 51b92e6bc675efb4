'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { rememberSent, takeSent } from './sent-memory.ts'

/** The page's query cache: submission status, time left of the session. */
export function Queries({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1 } } }))
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

/**
 * Marks <html> when React has hydrated; browser tests wait for it. On a page that answers a plain form, focuses the h1, which without
 * this would be nowhere; an error summary has focused itself before.
 */
export function Hydrated() {
  useEffect(() => {
    const isAnswer = takeSent() || /[?&](klart|fel)=/.test(location.search)
    if (isAnswer && document.activeElement === document.body) document.getElementById('rubrik')?.focus()
    document.documentElement.dataset.hydrated = ''
    const remember = (event: SubmitEvent) => {
      if (!event.defaultPrevented) rememberSent()
    }
    window.addEventListener('submit', remember)
    return () => window.removeEventListener('submit', remember)
  }, [])
  return null
}
