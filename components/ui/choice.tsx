import type { ComponentProps, ReactNode } from 'react'

export type ChoiceProps = ComponentProps<'input'> & { id: string; label: ReactNode; hint?: ReactNode }

/** A box or a button to choose by, with its label beside it and its hint below. */
export function Choice({ id, label, hint, ...rest }: ChoiceProps) {
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-3">
      <input id={id} aria-describedby={hint ? `${id}-hint` : undefined} className="mt-0.5 size-6 accent-action" {...rest} />
      <label htmlFor={id} className="cursor-pointer">
        {label}
      </label>
      {hint && (
        <div id={`${id}-hint`} className="col-start-2 text-small text-muted">
          {hint}
        </div>
      )}
    </div>
  )
}
