import type { ComponentProps, ReactNode } from 'react'

type Props = Omit<ComponentProps<'input'>, 'type'> & { name: string; label: ReactNode; hint?: ReactNode; id?: string }

export function Checkbox({ name, id = name, label, hint, ...rest }: Props) {
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-3">
      <input
        type="checkbox"
        id={id}
        name={name}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-6 accent-action"
        {...rest}
      />
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
