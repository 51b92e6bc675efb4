'use client'
import { useEffect } from 'react'

/** Marks <html> when React has taken over: what a browser test waits for before it acts. */
export function Hydrated() {
  useEffect(() => {
    document.documentElement.dataset.hydrated = ''
  }, [])
  return null
}
