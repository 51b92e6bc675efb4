import type { ReactNode } from 'react'
import { Heading } from './heading.tsx'

type Props = { id: string; title: ReactNode; children: ReactNode; level?: 2 | 3; action?: ReactNode }

/** A section of a page: heading, an action beside it, content. */
export function Section({ id, title, children, level = 2, action }: Props) {
  return (
    <section aria-labelledby={id} className="grid content-start gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <Heading level={level} id={id}>
          {title}
        </Heading>
        {action}
      </div>
      {children}
    </section>
  )
}
