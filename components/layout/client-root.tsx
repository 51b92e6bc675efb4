'use client'
import { useEffect } from 'react'

/** Kept for the tab: something was sent, and the next page is its answer. Logging out clears it; its page is told by its address. */
const SENT = 'formular'

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

/**
 * Before a page is left for the answer to what it sent. A browser that keeps nothing for sites throws: its focus begins at the top of
 * the page, as without JavaScript.
 */
export function rememberSent(): void {
  try {
    sessionStorage.setItem(SENT, '1')
  } catch {}
}

/** Whether something was sent, once. */
function takeSent(): boolean {
  try {
    const sent = sessionStorage.getItem(SENT)
    sessionStorage.removeItem(SENT)
    return sent !== null
  } catch {
    return false
  }
}
