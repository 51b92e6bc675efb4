'use client'
import { useEffect, useRef, useState } from 'react'

/** Takes files dropped anywhere in the window, so that none replaces the page. True while files are dragged over it. */
export function useDrop(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    const listening = new AbortController()
    const options = { signal: listening.signal }
    // Every element crossed fires enter and leave: their balance tells whether the pointer is inside.
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
