'use client'
import { useEffect, useRef, useState } from 'react'

/** Files dropped anywhere in the window. A file that misses the zone must not replace the page. True while one hovers. */
export function useDrop(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    const listening = new AbortController()
    const options = { signal: listening.signal }
    // Every element crossed says enter and leave: the balance tells whether the pointer is still inside.
    let inside = 0
    window.addEventListener('dragenter', (event) => holdsFiles(event) && setOver(++inside > 0), options)
    window.addEventListener('dragleave', (event) => holdsFiles(event) && setOver(--inside > 0), options)
    window.addEventListener('dragover', (event) => holdsFiles(event) && event.preventDefault(), options)
    window.addEventListener(
      'drop',
      (event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        inside = 0
        setOver(false)
        latest.current([...(event.dataTransfer?.files ?? [])])
      },
      options,
    )
    return () => listening.abort()
  }, [])
  return over
}

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
