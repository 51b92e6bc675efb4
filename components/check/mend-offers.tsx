'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import type { Mend, MendKind } from '#lib/mending/mend-kinds.ts'
import { UNSAID_OF_MEND } from '#lib/text/mending.ts'
import type { MendAnswer, MendInput } from './check-messages.ts'

export type AskToMend = (wish: MendInput) => Promise<MendAnswer>

/** What can be mended of the file for sure, ticked, and what only may be meant so, not ticked; one button for those that are ticked. */
export function MendOffers({ mend }: { mend: AskToMend }) {
  const t = useTranslations('mending')
  const [offers, setOffers] = useState<readonly Mend[]>([])
  const [ticked, setTicked] = useState<ReadonlySet<MendKind>>(new Set())
  const [state, setState] = useState<'idle' | 'working' | 'none' | Extract<MendAnswer, { kind: 'refused' }>['why']>('idle')
  useEffect(() => {
    let isWanted = true
    void mend({ what: 'offers' }).then((answer) => {
      if (!isWanted || answer.kind !== 'offers') return
      setOffers(answer.offers)
      setTicked(new Set(answer.offers.flatMap(({ kind, sure }) => (sure === 'certain' ? [kind] : []))))
    })
    return () => {
      isWanted = false
    }
  }, [mend])

  async function start() {
    if (ticked.size === 0) {
      setState('none')
      return
    }
    setState('working')
    const answer = await mend({ what: 'mend', kinds: [...ticked] })
    if (answer.kind === 'refused') setState(answer.why)
  }

  function tick(kind: MendKind, isOn: boolean) {
    const kinds = new Set(ticked)
    if (isOn) kinds.add(kind)
    else kinds.delete(kind)
    setTicked(kinds)
    setState('idle')
  }

  if (offers.length === 0) return null
  return (
    <fieldset className="grid gap-3 print:hidden" aria-describedby="rattning-om">
      <legend className="mb-1 font-semibold">{t('title')}</legend>
      <p id="rattning-om">{t('lead')}</p>
      {offers.map(({ kind, sure, count, params }) => (
        <Checkbox
          key={kind}
          name={`rattning-${kind}`}
          label={t(`kinds.${kind}`, { ...UNSAID_OF_MEND, ...params, count })}
          hint={sure === 'perhaps' ? t('perhaps') : undefined}
          checked={ticked.has(kind)}
          onChange={(event) => tick(kind, event.currentTarget.checked)}
        />
      ))}
      <div>
        <Button type="button" kind="secondary" disabled={state === 'working'} onClick={() => void start()}>
          {t('button')}
        </Button>
      </div>
      <p role="status" className={state === 'idle' ? 'sr-only' : 'font-semibold'}>
        {state === 'working' && t('working')}
        {state === 'none' && t('none')}
        {state !== 'idle' && state !== 'working' && state !== 'none' && t(`refused.${state}`)}
      </p>
    </fieldset>
  )
}
