'use client'
import { useState } from 'react'
import { useDrop } from '#components/check/use-drop.ts'
import { useHydrated } from '#components/check/use-hydrated.ts'
import { buttonLook } from '#components/ui/button-look.ts'
import { FormField } from '#components/ui/form-field.tsx'
import type { HashAnswer } from './hash.worker.ts'

type Props = {
  /** The list that is searched, with the other choices made in it. */
  address: string
  words: { label: string; choose: string; hint: string; drop: string; reading: string; unreadable: string }
}

/**
 * Finds a submission by the file itself, chosen or dropped anywhere on the page: its SHA-256 is worked out in the browser, and only that
 * is asked for. Nothing is shown to who has no JavaScript.
 */
export function FindByFile({ address, words }: Props) {
  const [state, setState] = useState<'ready' | 'reading' | 'unreadable'>('ready')
  async function find(file: File | undefined): Promise<void> {
    if (!file) return
    setState('reading')
    const answer = await askWorker(file)
    if (answer === 'unreadable') return setState('unreadable')
    location.assign(`${address}${address.includes('?') ? '&' : '?'}sok=${answer.sha256}`)
  }
  const isOver = useDrop(([file]) => void find(file))
  if (!useHydrated()) return null
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <FormField id="sok-fil" label={words.label} hint={words.hint} error={state === 'unreadable' ? words.unreadable : undefined}>
        {(control) => (
          <div className="relative justify-self-start">
            <input
              {...control}
              type="file"
              className="peer absolute inset-0 size-full opacity-0"
              onChange={({ currentTarget }) => {
                void find(currentTarget.files?.[0])
                // The same file can be chosen again.
                currentTarget.value = ''
              }}
            />
            {/* Over the field, whose own words are in the browser's language. */}
            <label
              htmlFor={control.id}
              className={buttonLook(
                'secondary',
                'medium',
                'relative peer-focus-visible:outline-3 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2',
              )}
            >
              {words.choose}
            </label>
          </div>
        )}
      </FormField>
      <p role="status">{state === 'reading' && words.reading}</p>
      {isOver && (
        <p className="fixed inset-x-4 bottom-4 z-10 rounded-card border-2 border-action bg-page p-4 text-center font-semibold">
          {words.drop}
        </p>
      )}
    </div>
  )
}

/** By a worker: WebAssembly is allowed in scripts of their own, and not on the page. */
async function askWorker(file: File): Promise<HashAnswer> {
  const worker = new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise<HashAnswer>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<HashAnswer>) => resolve(data)
      worker.onerror = () => resolve('unreadable')
      worker.postMessage(file)
    })
  } finally {
    worker.terminate()
  }
}
