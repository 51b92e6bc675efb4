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

export function TextField({ name, id = name, label, hint, error, className = '', type = 'text', ...rest }: Props) {
  return (
    <FormField id={id} label={label} hint={hint} error={error}>
      {(control) => <input {...control} name={name} type={type} className={`${CONTROL} ${className}`} {...rest} />}
    </FormField>
  )
}
