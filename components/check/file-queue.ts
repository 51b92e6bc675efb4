'use client'
import { useSyncExternalStore } from 'react'
import { maskChosenFile } from './mask-chosen-file.ts'

// Files chosen together wait here. Kept in the memory of the tab: they survive navigation, not a reload.
let waiting: readonly File[] = []
const NOTHING: readonly File[] = []
const listeners = new Set<() => void>()

export function putInQueue(files: readonly File[]): void {
  change([...waiting, ...files.map(maskChosenFile)])
}

export function dropFromQueue(file: File): void {
  change(waiting.filter((other) => other !== file))
}

/** Takes the next file out of the queue. */
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
