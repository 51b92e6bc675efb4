// Kept for the tab: something was sent, and the next page is its answer. Logging out clears it; its page is told by its address.
const SENT = 'formular'

// A browser that keeps nothing for sites throws: its focus begins at the top of the page, as without JavaScript.
export function rememberSent(): void {
  try {
    sessionStorage.setItem(SENT, '1')
  } catch {}
}

/** Whether something was sent, once. */
export function takeSent(): boolean {
  try {
    const sent = sessionStorage.getItem(SENT)
    sessionStorage.removeItem(SENT)
    return sent !== null
  } catch {
    return false
  }
}
