'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { buttonLook } from '#components/ui/button-look.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { useDrop } from './use-drop.ts'
import { useHydrated } from './use-hydrated.ts'

const NATIVE =
  'max-w-full py-1 file:mr-3 file:min-h-11 file:cursor-pointer file:rounded-small file:border-2 file:border-solid file:border-action file:bg-page file:px-5 file:py-2 file:font-semibold file:text-link'

type Props = {
  /** What may be chosen, as `accept` has it. */
  accept: string | undefined
  hint: string
  /** With a file chosen the field is smaller. */
  chosen: File | undefined
  /** While a file is being sent no other can be chosen. */
  locked: boolean
  error: string | undefined
  input: RefObject<HTMLInputElement | null>
  onFiles: (files: File[]) => void
}

/**
 * A labelled native file field in a drop zone; files may be dropped anywhere on the page. After hydration a label replaces the
 * browser's button, which is in the browser's language and does not show dropped files.
 */
export function FileField({ accept, hint, chosen, locked, error, input, onFiles }: Props) {
  const t = useTranslations('send.file')
  const hydrated = useHydrated()
  const over = useDrop(onFiles)
  const edge = over ? 'border-action bg-tint' : error ? 'border-danger' : 'border-edge bg-surface'
  return (
    <div
      className={`grid grid-cols-1 justify-items-start gap-3 rounded-card border-2 border-dashed ${edge} ${chosen ? 'p-4' : 'p-6 sm:p-10'}`}
    >
      <div className="flex max-w-full min-w-0 flex-wrap items-center gap-x-4 gap-y-3">
        {chosen ? (
          <Chosen file={chosen} />
        ) : (
          <label htmlFor="fil" className="text-h3 font-semibold">
            {t(over ? 'drop' : 'drag')}
          </label>
        )}
        <div className={`relative max-w-full min-w-0 ${locked ? 'hidden' : ''}`}>
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
            className={hydrated ? 'peer sr-only' : NATIVE}
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])]
              // Choosing the same name again must fire a change: a corrected file often keeps its name.
              event.currentTarget.value = ''
              onFiles(files)
            }}
          />
          <label
            htmlFor="fil"
            className={
              hydrated
                ? `${buttonLook(chosen ? 'secondary' : 'primary', chosen ? 'small' : 'medium')} peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus`
                : 'sr-only'
            }
          >
            {t(chosen ? 'again' : 'choose')}
          </label>
        </div>
      </div>
      <p id="fil-hint" className={chosen ? 'sr-only' : 'text-muted'}>
        {hint}
      </p>
      {error && (
        <p id="fil-error" className="font-semibold text-danger">
          {error}
        </p>
      )}
    </div>
  )
}

function Chosen({ file }: { file: File }) {
  const t = useTranslations('send.file')
  const locale = useLocale()
  return (
    <p className="wrap-anywhere">
      <span className="text-muted">{t('chosen')}:</span> <span className="font-semibold">{file.name}</span>
      <span className="text-muted">, {formatSize(file.size, locale)}</span>
    </p>
  )
}
