'use client'
import { useEffect, useRef } from 'react'

/** Puts the focus on what has just appeared, once. The element needs tabIndex -1. */
export function useFocusOnShow<T extends HTMLElement>() {
  const element = useRef<T>(null)
  useEffect(() => element.current?.focus(), [])
  return element
}
