import type { ComponentProps } from 'react'

/** A link in running text or a list. A plain <a>: every page is loaded whole, so that focus, title and employer are right. */
export function TextLink({ className = '', children, ...rest }: ComponentProps<'a'> & { href: string }) {
  return (
    <a
      className={`text-link underline decoration-1 underline-offset-3 hover:text-link-strong hover:decoration-2 ${className}`}
      {...rest}
    >
      {children}
    </a>
  )
}
