import type { ComponentProps } from 'react'
import { type ButtonKind, type ButtonSize, buttonLook } from './button-look.ts'

type Props = ComponentProps<'button'> & { kind?: ButtonKind; size?: ButtonSize }

/** Type `submit` by default. At most one `primary` per page. */
export function Button({ kind = 'primary', size = 'medium', type = 'submit', className, ...rest }: Props) {
  return <button type={type} className={buttonLook(kind, size, className)} {...rest} />
}
