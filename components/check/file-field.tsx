'use client'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { useDrop } from './use-drop.ts'
import { useHydrated } from './use-hydrated.ts'

type Props = {
  /** What may be chosen, as `accept` has it. */
  accept: string | undefined
  hint: string
  /** Once a file is chosen the field steps back. */
  chosen: boolean
  error?: string | undefined
  input: RefObject<HTMLInputElement | null>
  onFiles: (files: File[]) => void
}

/** A real, labelled file field, and the zone around it where a file may be dropped (as anywhere on the page). */
export function FileField({ accept, hint, chosen, error, input, onFiles }: Props) {
  const t = useTranslations('send.file')
  const hydrated = useHydrated()
  const over = useDrop(onFiles)
  return (
    <div
      className={`grid justify-items-start gap-3 rounded-card border-2 border-dashed transition-colors duration-100 ${over ? 'border-action bg-tint' : error ? 'border-danger' : 'border-edge bg-surface'} ${chosen ? 'p-4' : 'p-6 sm:p-10'}`}
    >
      <label htmlFor="fil" className={chosen ? 'font-semibold' : 'text-h3 font-semibold'}>
        {over ? t('drop') : chosen ? t('again') : t('label')}
      </label>
      <p id="fil-hint" className={chosen ? 'sr-only' : 'text-muted'}>
        {hint}
      </p>
      {error && (
        <p id="fil-error" className="font-semibold text-danger">
          {error}
        </p>
      )}
      <input
        ref={input}
        type="file"
        id="fil"
        name="fil"
        accept={accept}
        multiple={hydrated}
        required
        aria-describedby={error ? 'fil-error fil-hint' : 'fil-hint'}
        aria-invalid={error ? true : undefined}
        className="max-w-full rounded-small py-1 file:mr-3 file:min-h-11 file:cursor-pointer file:rounded-small file:border-2 file:border-solid file:border-action file:bg-page file:px-5 file:py-2 file:font-semibold file:text-link hover:file:bg-hover"
        onClick={(event) => {
          // The same name chosen again is a new choice: the corrected file often bears the old name.
          event.currentTarget.value = ''
        }}
        onChange={(event) => onFiles([...(event.currentTarget.files ?? [])])}
      />
    </div>
  )
}
