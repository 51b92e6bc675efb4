import type { ComponentProps, ReactNode } from 'react'
import { CONTROL } from './control-look.ts'
import { FormField } from './form-field.tsx'

type Option = { value: string; label: string }
type Props = Omit<ComponentProps<'select'>, 'id' | 'children'> & {
  name: string
  label: ReactNode
  options: Option[]
  hint?: ReactNode
  error?: ReactNode
  id?: string
}

export function SelectField({ name, id = name, label, hint, error, options, className = 'max-w-[34ch]', ...rest }: Props) {
  return (
    <FormField id={id} label={label} hint={hint} error={error}>
      {(control) => (
        <select {...control} name={name} className={`${CONTROL} ${className}`} {...rest}>
          {options.map(({ value, label: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </FormField>
  )
}
