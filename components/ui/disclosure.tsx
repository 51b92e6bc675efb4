import type { ReactNode } from 'react'
import { buttonLook } from './button-look.ts'
import { Icon } from './icon.tsx'

type Props = {
  summary: ReactNode
  children: ReactNode
  open?: boolean
  onOpen?: () => void
  /** `button`: what is done next on the page; opened, it gives way to the button inside. */
  look?: keyof typeof LOOKS
}

const LOOKS = {
  link: 'flex min-h-11 w-fit items-center gap-1.5 rounded-small font-semibold text-link underline underline-offset-4 hover:text-link-strong',
  button: buttonLook('primary', 'medium', 'w-fit group-open:bg-page group-open:text-link group-open:hover:bg-hover'),
} as const

/**
 * A few lines that wait until they are asked for; the summary looks as a link (or button) and is no heading. The native <details>: works without
 * JavaScript, and the browser's search finds its text.
 */
export function Disclosure({ summary, children, open, onOpen, look = 'link' }: Props) {
  return (
    <details open={open} {...(onOpen && { onToggle: (event) => event.currentTarget.open && onOpen() })} className="group">
      <summary className={`list-none [&::-webkit-details-marker]:hidden ${LOOKS[look]}`}>
        <Icon name="chevron" className="size-5 transition-transform group-open:rotate-180" />
        {summary}
      </summary>
      <div className="grid gap-3 pt-2 pb-1">{children}</div>
    </details>
  )
}
