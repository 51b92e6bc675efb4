import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

type Props = { summary: ReactNode; children: ReactNode; open?: boolean; onOpen?: () => void }

/**
 * A few lines that wait until they are asked for; the summary looks as a link and is no heading. The native <details>: works without
 * JavaScript, and the browser's search finds its text.
 */
export function Disclosure({ summary, children, open, onOpen }: Props) {
  return (
    <details open={open} {...(onOpen && { onToggle: (event) => event.currentTarget.open && onOpen() })} className="group">
      <summary className="flex min-h-11 w-fit list-none items-center gap-1.5 rounded-small font-semibold text-link underline underline-offset-4 hover:text-link-strong [&::-webkit-details-marker]:hidden">
        <Icon name="chevron" className="size-5 transition-transform group-open:rotate-180" />
        {summary}
      </summary>
      <div className="grid gap-3 pt-2 pb-1">{children}</div>
    </details>
  )
}
