import type { ComponentProps } from 'react'
import { Button } from './button.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

type Props = ComponentProps<typeof Button> & {
  /** What it acts on: said last, and not shown where the page shows it already. */
  of: string
}

/** A button of a page about one object. */
export function ObjectButton({ of: object, children, ...rest }: Props) {
  return (
    <Button {...rest}>
      {children}
      <VisuallyHidden> {object}</VisuallyHidden>
    </Button>
  )
}
