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
  chosen: readonly File[]
  /** What the button is for: the first file, another instead of it, or more beside it. */
  ask: 'choose' | 'again' | 'add'
  /** While a file is being sent no other can be chosen. */
  locked: boolean
  error: string | undefined
  input: RefObject<HTMLInputElement | null>
  onFiles: (files: File[]) => void
}

/**
 * A native file field in a drop zone; files may be dropped anywhere on the page. After hydration a button opens the same picker: a
 * native field would read "no file chosen" after a drop, and has no room for a name. Both take the same space, so nothing moves.
 */
export function FileField({ accept, hint, chosen, ask, locked, error, input, onFiles }: Props) {
  const t = useTranslations('send.file')
  const hydrated = useHydrated()
  const over = useDrop(onFiles)
  const isChosen = chosen.length > 0
  const edge = over ? 'border-action bg-tint' : error ? 'border-danger' : 'border-edge bg-surface'
  const described = error ? 'fil-error fil-hint' : 'fil-hint'
  return (
    <div
      className={
        isChosen
          ? `flex flex-wrap items-center gap-x-4 *:min-w-0 ${over ? 'bg-tint' : ''}`
          : `grid justify-items-start gap-3 rounded-card border-2 border-dashed p-4 sm:p-6 ${edge}`
      }
    >
      {hydrated ? (
        <div role="status">
          <Chosen files={chosen} over={over} />
        </div>
      ) : (
        <label htmlFor="fil" className="text-h4 font-semibold">
          {t('choose')}
        </label>
      )}
      <div className={`flex max-w-full items-center ${isChosen ? '' : 'min-h-14'}`}>
        <input
          ref={input}
          type="file"
          id="fil"
          name="fil"
          accept={accept}
          multiple={hydrated}
          required={!hydrated}
          hidden={hydrated}
          aria-describedby={described}
          className={NATIVE}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])]
            // Choosing the same name again must fire a change: a corrected file often keeps its name.
            event.currentTarget.value = ''
            onFiles(files)
          }}
        />
        {hydrated && (
          <button
            type="button"
            id="fil-knapp"
            disabled={locked}
            aria-labelledby="fil-knapp fil-vald"
            aria-describedby={described}
            className={
              isChosen ? buttonLook('quiet', 'small', 'min-h-11 -mx-2 px-2') : buttonLook('primary', 'medium', 'min-h-11')
            }
            onClick={() => input.current?.click()}
          >
            {t(ask)}
          </button>
        )}
      </div>
      <p id="fil-hint" className={isChosen ? 'sr-only' : 'text-small text-muted'}>
        {hint}
      </p>
      {error && (
        <p id="fil-error" role="alert" className="font-semibold text-danger">
          {error}
        </p>
      )}
    </div>
  )
}

/** The name of what is chosen: a part of the button's name too. */
function Chosen({ files, over }: { files: readonly File[]; over: boolean }) {
  const t = useTranslations('send.file')
  const locale = useLocale()
  const [first, second] = files
  if (!first)
    return (
      <>
        <p className="text-h4 font-semibold">{t(over ? 'drop' : 'drag')}</p>
        <span id="fil-vald" hidden>
          {t('noneChosen')}
        </span>
      </>
    )
  return (
    <p id="fil-vald" className="wrap-anywhere">
      <span className="text-muted">{t('chosen', { count: files.length })}</span>{' '}
      {second ? (
        <span className="font-semibold">{t('files', { count: files.length })}</span>
      ) : (
        <>
          <span className="font-semibold">{first.name}</span>
          <span className="text-muted">, {formatSize(first.size, locale)}</span>
        </>
      )}
    </p>
  )
}
