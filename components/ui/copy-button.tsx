'use client'
import { useEffect, useState } from 'react'
import { Button } from './button.tsx'

type Props = {
  /** What is copied; it also stands on the page as text that can be selected. */
  text: string
  /** Names its object: "Kopiera referensen". */
  label: string
  done: string
  /** Said where the browser does not let a page copy. */
  failed: string
}

/** Visible only with JavaScript; the text is also on the page to select. */
export function CopyButton({ text, label, done, failed }: Props) {
  const [state, setState] = useState<'unready' | 'ready' | 'done' | 'failed'>('unready')
  useEffect(() => setState('ready'), [])
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setState('done')
    } catch {
      setState('failed')
    }
  }
  return (
    <span className={`inline-flex flex-wrap items-center gap-3 ${state === 'unready' ? 'invisible' : ''}`}>
      <Button type="button" kind="secondary" size="small" onClick={() => void copy()}>
        {label}
      </Button>
      <span role="status" className="text-small">
        {state === 'done' && done}
        {state === 'failed' && failed}
      </span>
    </span>
  )
}
