import type { ReactNode } from 'react'

type Props = {
  children: ReactNode
  /** `doing` for tasks, `text` for reading: in the middle of the screen. `wide` for tables: from the header's left edge. */
  width?: 'text' | 'doing' | 'wide'
  /** A summary of the task, beside the doing column where there is room, else after it. */
  aside?: ReactNode
  before?: ReactNode
}

const WIDTHS = { text: 'max-w-text', doing: 'max-w-doing', wide: '' } as const
const COLUMN = 'grid gap-8 sm:gap-10 *:min-w-0 print:gap-5'

/** The page's column, everything in it from one left edge. */
export function Page({ children, width = 'doing', aside, before }: Props) {
  return (
    <div className="mx-auto w-full max-w-wide px-4 sm:px-6 lg:px-8">
      <div className={`mx-auto ${aside ? '' : WIDTHS[width]}`}>
        {before}
        {aside ? (
          <div className="grid items-start gap-8 py-6 *:min-w-0 sm:py-10 lg:grid-cols-[minmax(0,var(--container-doing))_minmax(16rem,1fr)] lg:gap-x-14">
            <div className={COLUMN}>{children}</div>
            <div className={`${COLUMN} lg:sticky lg:top-6`}>{aside}</div>
          </div>
        ) : (
          <div className={`${COLUMN} py-6 sm:py-10 print:py-3`}>{children}</div>
        )}
      </div>
    </div>
  )
}
