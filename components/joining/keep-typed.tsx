'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'

/** Inside a step's form: keeps each field as it is left, and says so once. Without JavaScript the form's button does it. */
export function KeepTyped({ action }: { action: string }) {
  const t = useTranslations('joiningPages.steps')
  const [said, setSaid] = useState<'saved' | 'notSaved'>()
  const mark = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    const form = mark.current?.closest('form')
    if (!form) return
    let queue = Promise.resolve()
    let waiting = 0
    const keep = (event: Event) => {
      const { target } = event
      if (!(target instanceof HTMLInputElement) || target.name === '' || target.name === 'kod') return
      const body = new URLSearchParams()
      for (const value of new FormData(form).getAll(target.name)) if (typeof value === 'string') body.append(target.name, value)
      waiting++
      setSaid(undefined)
      // One at a time, in order: each is a change of the same row. Sent on when the page is left.
      queue = queue.then(async () => {
        const answer = await fetch(action, { method: 'POST', body, keepalive: true }).catch(() => undefined)
        waiting--
        if (!answer?.ok) setSaid('notSaved')
        else if (waiting === 0) setSaid('saved')
      })
    }
    form.addEventListener('change', keep)
    return () => form.removeEventListener('change', keep)
  }, [action])
  return (
    <p ref={mark} role="status" className="text-small text-muted">
      {said && t(said)}
    </p>
  )
}
