'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False on the server and until the page has woken up; what works only then is shown only then. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
