import type { ComponentProps } from 'react'
import { type ButtonKind, type ButtonSize, buttonLook } from './button-look.ts'

type Props = ComponentProps<'button'> & { kind?: ButtonKind; size?: ButtonSize }

/** Submits its form unless told otherwise, as the native one does. One `primary` a page. */
export function Button({ kind = 'primary', size = 'medium', type = 'submit', className, ...rest }: Props) {
  return <button type={type} className={buttonLook(kind, size, className)} {...rest} />
}
