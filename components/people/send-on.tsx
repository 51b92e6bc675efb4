'use client'
import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'

type Props = { action: string; fields: Record<string, string>; label: string }

/** A form that is sent by itself where scripts run, and by its button elsewhere. */
export function SendOn({ action, fields, label }: Props) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.requestSubmit(), [])
  return (
    <form ref={form} method="post" action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button size="large">{label}</Button>
    </form>
  )
}
