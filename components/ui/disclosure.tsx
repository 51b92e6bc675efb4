import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** More for who wants it. The native element: works without JavaScript and is found by the browser's own search. */
export function Disclosure({ summary, children, open }: { summary: ReactNode; children: ReactNode; open?: boolean }) {
  return (
    <details open={open} className="group rounded-card border border-line">
      <summary className="flex list-none items-center gap-2 rounded-card px-4 py-3 font-semibold text-link hover:bg-hover [&::-webkit-details-marker]:hidden">
        <Icon name="chevron" className="size-5 transition-transform group-open:rotate-180" />
        {summary}
      </summary>
      <div className="grid gap-3 px-4 pt-1 pb-4">{children}</div>
    </details>
  )
}
