'use client'
import { useRef, useState } from 'react'

type PasskeyWork = (options: unknown) => Promise<unknown>

/**
 * Asks the portal for a challenge (`from`), has `answer` answer it, and sends the form with the answer in its field `svar`. `failed`:
 * the person broke off, or there is no passkey.
 */
export function usePasskey(from: string, answer: PasskeyWork) {
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')
  const start = async () => {
    setState('busy')
    try {
      const response = await fetch(from, { method: 'POST' })
      if (!response.ok) throw new Error(`${from} answered ${response.status}`)
      const answered = await answer(await response.json())
      if (field.current) field.current.value = JSON.stringify(answered)
      form.current?.submit()
    } catch {
      // The browser says nothing of why a passkey was not used, on purpose.
      setState('failed')
    }
  }
  return { form, field, state, start }
}
