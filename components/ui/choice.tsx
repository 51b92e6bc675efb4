import type { ReactNode } from 'react'

type Option = { value: string; label: ReactNode; hint?: ReactNode; id?: string }
type Props = {
  name: string
  legend: ReactNode
  hint?: ReactNode
  error?: ReactNode
  options: Option[]
  value?: string
  onChange?: (value: string) => void
}

/** Radio buttons in a named group. With `onChange` the caller holds the value; without, `value` is where it begins. */
export function Choice({ name, legend, hint, error, options, value, onChange }: Props) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <fieldset className={error ? 'border-l-4 border-danger pl-4' : ''} aria-describedby={described || undefined}>
      <legend className="mb-2 font-semibold">{legend}</legend>
      {hint && (
        <div id={`${name}-hint`} className="mb-2 text-muted">
          {hint}
        </div>
      )}
      {error && (
        <div id={`${name}-error`} className="mb-2 font-semibold text-danger">
          {error}
        </div>
      )}
      <div className="grid gap-3">
        {options.map((option) => {
          const id = option.id ?? `${name}-${option.value}`
          const state = onChange
            ? { checked: option.value === value, onChange: () => onChange(option.value) }
            : { defaultChecked: option.value === value }
          return (
            <label
              key={option.value}
              htmlFor={id}
              className="grid cursor-pointer grid-cols-[auto_1fr] gap-x-3 rounded-card border border-edge p-4 hover:bg-hover has-checked:border-action has-checked:bg-tint"
            >
              <input type="radio" id={id} name={name} value={option.value} className="mt-0.5 size-5 accent-action" {...state} />
              <span className="font-semibold">{option.label}</span>
              {option.hint && <span className="col-start-2 text-muted">{option.hint}</span>}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
