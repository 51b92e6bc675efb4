import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

type Props = { summary: ReactNode; children: ReactNode; open?: boolean; onOpen?: () => void }

/** The native <details>: works without JavaScript, and the browser's search finds its text. */
export function Disclosure({ summary, children, open, onOpen }: Props) {
  return (
    <details
      open={open}
      {...(onOpen && { onToggle: (event) => event.currentTarget.open && onOpen() })}
      className="group rounded-card border border-line"
    >
      <summary className="flex list-none items-center gap-2 rounded-card px-4 py-3 font-semibold text-link hover:bg-hover [&::-webkit-details-marker]:hidden">
        <Icon name="chevron" className="size-5 transition-transform group-open:rotate-180" />
        {summary}
      </summary>
      <div className="grid gap-3 px-4 pt-1 pb-4">{children}</div>
    </details>
  )
}
