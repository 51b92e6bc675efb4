import type { ReactNode } from 'react'
import { Choice } from './choice.tsx'
import { Icon } from './icon.tsx'

type RadioChoice = { value: string; label: ReactNode; hint?: ReactNode }
type Props = { name: string; label: ReactNode; choices: RadioChoice[]; chosen?: string | undefined; error?: ReactNode }

/** One choice of a few. The first button has the group's name as its id, for links from an error summary. */
export function RadioGroup({ name, label, choices, chosen, error }: Props) {
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
        <Choice
          key={value}
          type="radio"
          id={index === 0 ? name : `${name}-${value}`}
          name={name}
          value={value}
          defaultChecked={chosen === value}
          {...words}
        />
      ))}
    </fieldset>
  )
}
