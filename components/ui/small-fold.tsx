import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** A few lines that wait until they are asked for, inside a part of the page: the summary looks as a link and is no heading. */
export function SmallFold({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="flex min-h-11 w-fit list-none items-center gap-1.5 rounded-small font-semibold text-link underline underline-offset-4 hover:text-link-strong [&::-webkit-details-marker]:hidden">
        <Icon name="chevron" className="size-5 transition-transform group-open:rotate-180 motion-reduce:transition-none" />
        {summary}
      </summary>
      <div className="grid gap-3 pt-2 pb-1">{children}</div>
    </details>
  )
}
