'use client'
import { useEffect, useRef } from 'react'

/** Focuses the element once, when it is mounted. It needs tabIndex -1. */
export function useFocusOnShow<T extends HTMLElement>() {
  const element = useRef<T>(null)
  useEffect(() => element.current?.focus(), [])
  return element
}
