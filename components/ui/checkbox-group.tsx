import type { ReactNode } from 'react'
import { Choice } from './choice.tsx'
import { Icon } from './icon.tsx'

type Props = {
  name: string
  label: ReactNode
  choices: { value: string; label: ReactNode; hint?: ReactNode }[]
  error?: ReactNode
}

/** Any of several, sent under one name. The first box has the group's name as its id, for links from an error summary. */
export function CheckboxGroup({ name, label, choices, error }: Props) {
  return (
    <fieldset
      className={`grid gap-2 ${error ? 'border-l-4 border-danger pl-4' : ''}`}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <legend className="mb-1.5 font-semibold">{label}</legend>
      {error && (
        <div id={`${name}-error`} className="flex items-start gap-2 font-semibold text-danger">
          <Icon name="danger" className="mt-0.5 size-5" />
          <span>{error}</span>
        </div>
      )}
      {choices.map(({ value, ...words }, index) => (
        <Choice key={value} type="checkbox" id={index === 0 ? name : `${name}-${value}`} name={name} value={value} {...words} />
      ))}
    </fieldset>
  )
}
