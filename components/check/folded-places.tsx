'use client'
import { useLocale, useTranslations } from 'next-intl'
import { memo, startTransition, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { Finding } from '#lib/checking/report.ts'
import { explainGroup } from './explain-group.ts'
import { FindingPlaces } from './finding-places.tsx'
import type { AskToMend } from './mend-offers.tsx'
import { useHydrated } from './use-hydrated.ts'

/** Places that are drawn at a time: more in one go would stop the page while they are laid out. */
const AT_A_TIME = 100

type Props = {
  caption: string
  /** Those that stand above, by which the others are explained: what all have in common is said there. */
  open: readonly Finding[]
  folded: readonly Finding[]
  serviceId: string
  mend: AskToMend | undefined
}

/** The other places of a rule: none is drawn before they are asked for, then so many at a time. Without JavaScript the first of them. */
export function FoldedPlaces({ caption, open, folded, serviceId, mend }: Props) {
  const t = useTranslations('send.findings')
  const hydrated = useHydrated()
  // What the server has drawn stays.
  const [shown, setShown] = useState(hydrated ? 0 : AT_A_TIME)
  const isOpened = shown > 0
  useEffect(() => {
    const show = () => flushSync(() => setShown((before) => Math.max(before, AT_A_TIME)))
    window.addEventListener('beforeprint', show)
    return () => window.removeEventListener('beforeprint', show)
  }, [])
  const left = folded.length - shown
  // Drawn in pieces, so that the page answers meanwhile.
  const more = () => startTransition(() => setShown(shown + AT_A_TIME))
  const pages = Array.from({ length: Math.ceil(Math.min(shown, folded.length) / AT_A_TIME) }, (_, nth) => nth * AT_A_TIME)
  return (
    <Disclosure summary={t('fold', { count: folded.length })} onOpen={() => !isOpened && more()}>
      {pages.map((from) => (
        <Places
          key={from}
          caption={pages.length > 1 ? `${caption} (${from + open.length + 1}–)` : caption}
          {...{ open, folded, from, serviceId, mend }}
        />
      ))}
      {hydrated && isOpened && left > 0 && (
        <div>
          <Button type="button" kind="secondary" size="small" onClick={more}>
            {t('fold', { count: Math.min(left, AT_A_TIME) })}
          </Button>
        </div>
      )}
      {pages.length > 1 && (
        <p role="status" className="text-small text-muted">
          {t('shown', { shown: Math.min(shown, folded.length) + open.length, all: folded.length + open.length })}
        </p>
      )}
    </Disclosure>
  )
}

/** One lot of them. */
const Places = memo(function Places({ caption, open, folded, from, serviceId, mend }: Props & { from: number }) {
  const locale = useLocale()
  const lot = folded.slice(from, from + AT_A_TIME)
  const { own } = explainGroup([...open, ...lot], locale, serviceId)
  const findings = lot.map((finding, index) => ({ ...finding, own: own[open.length + index] ?? '' }))
  return <FindingPlaces caption={caption} findings={findings} mend={mend} />
})
