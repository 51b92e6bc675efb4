'use client'
import { useSyncExternalStore } from 'react'

// Files that wait for their turn. They live in this tab's memory and survive the way from page to page, nothing more.
let waiting: readonly File[] = []
const NOTHING: readonly File[] = []
const listeners = new Set<() => void>()

export function putInQueue(files: readonly File[]): void {
  change([...waiting, ...files])
}

export function dropFromQueue(file: File): void {
  change(waiting.filter((other) => other !== file))
}

/** The next file in turn, taken out of the queue. */
export function takeFromQueue(): File | undefined {
  const [next, ...rest] = waiting
  if (next) change(rest)
  return next
}

export function useFileQueue(): readonly File[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting,
    () => NOTHING,
  )
}

function change(files: readonly File[]): void {
  waiting = files
  for (const listener of listeners) listener()
}
