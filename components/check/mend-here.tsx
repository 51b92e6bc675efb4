'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { Finding } from '#lib/checking/report.ts'
import { fieldTitle, findingText } from '#lib/text/findings.ts'
import type { MendAnswer } from './check-messages.ts'
import type { AskToMend } from './mend-offers.tsx'

type Props = { at: Finding['at']; place: string; mend: AskToMend }

type Refusal = Extract<MendAnswer, { kind: 'refused' }>['why']
type State =
  | { kind: 'closed'; why?: Refusal }
  | { kind: 'open'; text: string; error?: string }
  | { kind: 'working'; text: string }

/** A wrong value in a field of its own, beside its finding, with what stands in the file; the file is checked again with what is written. */
export function MendHere({ at, place, mend }: Props) {
  const t = useTranslations('mending')
  const locale = useLocale()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const [state, setState] = useState<State>({ kind: 'closed' })
  const isOpen = state.kind === 'open'
  const wasOpen = useRef(false)
  useEffect(() => {
    if (isOpen) {
      input.current?.focus()
      // What is typed takes the place of what stands there.
      input.current?.select()
    } else if (wasOpen.current) opener.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  const words = { field: fieldTitle(at.field ?? '', locale), place }

  async function open() {
    const answer = await mend({ what: 'value', at })
    if (answer.kind === 'refused') setState({ kind: 'closed', why: answer.why })
    else if (answer.kind === 'value')
      setState(answer.text === undefined ? { kind: 'closed', why: 'gone' } : { kind: 'open', text: answer.text })
  }

  async function correct(text: string) {
    setState({ kind: 'working', text })
    const answer = await mend({ what: 'correct', at, text })
    if (answer.kind === 'refused') setState({ kind: 'open', text, error: t(`refused.${answer.why}`) })
    if (answer.kind === 'faulty')
      setState({ kind: 'open', text, error: findingText({ ...answer.fault, at }, locale, answer.serviceId) })
  }

  if (state.kind === 'closed')
    return (
      <span className="grid justify-items-start gap-1 print:hidden">
        <Button
          ref={opener}
          type="button"
          kind="quiet"
          size="small"
          aria-label={t('hereLabel', words)}
          onClick={() => void open()}
        >
          {t('here')}
        </Button>
        {state.why && <span role="alert">{t(`refused.${state.why}`)}</span>}
      </span>
    )
  return (
    <form
      className="grid gap-3 print:hidden"
      onSubmit={(event) => {
        event.preventDefault()
        if (state.kind === 'open') void correct(state.text)
      }}
    >
      <TextField
        ref={input}
        id={id}
        name="varde"
        label={t('valueLabel', words)}
        error={state.kind === 'open' ? state.error : undefined}
        value={state.text}
        autoComplete="off"
        spellCheck={false}
        readOnly={state.kind === 'working'}
        onChange={(event) => setState({ kind: 'open', text: event.currentTarget.value })}
      />
      <div className="flex flex-wrap gap-3">
        <Button kind="secondary" size="small" disabled={state.kind === 'working'}>
          {t('correct')}
        </Button>
        <Button type="button" kind="quiet" size="small" onClick={() => setState({ kind: 'closed' })}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
