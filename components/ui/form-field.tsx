import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

export type ControlProps = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

type Props = {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  children: (control: ControlProps) => ReactNode
}

/** Label, hint and error of one control; `children` gets the attributes that tie them to it. */
export function FormField({ id, label, hint, error, children }: Props) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={`grid gap-1.5 justify-self-stretch ${error ? 'border-l-4 border-danger pl-4' : ''}`}>
      <label htmlFor={id} className="justify-self-start font-semibold">
        {label}
      </label>
      {hint && (
        <div id={`${id}-hint`} className="text-muted">
          {hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} className="flex items-start gap-2 font-semibold text-danger">
          <Icon name="danger" className="mt-0.5 size-5" />
          <span>{error}</span>
        </div>
      )}
      {children({
        id,
        ...(described && { 'aria-describedby': described }),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
    </div>
  )
}
