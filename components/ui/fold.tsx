import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** A part of a page that waits until it is asked for, between hairlines; its heading is the summary. Printed only when it is open. */
export function Fold({ id, title, children, open }: { id: string; title: ReactNode; children: ReactNode; open?: boolean }) {
  return (
    <details open={open} className="group border-b border-line first:border-t not-open:print:hidden">
      <summary className="flex min-h-14 list-none items-center gap-2 py-3 text-link hover:bg-hover [&::-webkit-details-marker]:hidden">
        <Icon name="chevron" className="size-5 transition-transform group-open:rotate-180 print:hidden" />
        <h2 id={id} tabIndex={-1} className="text-h4 font-semibold wrap-anywhere">
          {title}
        </h2>
      </summary>
      <div className="grid gap-8 pt-2 pb-8 sm:pl-7 print:pl-0">{children}</div>
    </details>
  )
}
