import type { ComponentProps } from 'react'
import { type ButtonKind, type ButtonSize, buttonLook } from './button-look.ts'

type Props = ComponentProps<'a'> & { href: string; kind?: ButtonKind; size?: ButtonSize }

/** A link that looks like a button. For navigation only. */
export function LinkButton({ kind = 'primary', size = 'medium', className, children, ...rest }: Props) {
  return (
    <a className={buttonLook(kind, size, className)} {...rest}>
      {children}
    </a>
  )
}
