import type { ComponentProps, ReactNode } from 'react'
import { CONTROL } from './control-look.ts'
import { FormField } from './form-field.tsx'

type Props = Omit<ComponentProps<'input'>, 'id'> & {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  id?: string
}

/** As wide as what is written in it, wherever nothing else is said. */
const WIDTHS: Partial<Record<string, string>> = { date: 'max-w-44', 'datetime-local': 'max-w-60' }

export function TextField({ name, id = name, label, hint, error, className, type = 'text', ...rest }: Props) {
  const width = className ?? WIDTHS[type] ?? 'max-w-[34ch]'
  return (
    <FormField id={id} label={label} hint={hint} error={error}>
      {(control) => <input {...control} name={name} type={type} className={`${CONTROL} ${width}`} {...rest} />}
    </FormField>
  )
}
