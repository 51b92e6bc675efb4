import type { ReactNode } from 'react'

const WIDTHS = { text: 'max-w-text', doing: 'max-w-doing', wide: 'max-w-wide' } as const

type Props = { children: ReactNode; width?: keyof typeof WIDTHS; before?: ReactNode }

/** The page's column: `doing` for tasks, `text` for reading, `wide` for tables; all begin at the header's edge, so no heading jumps. */
export function Page({ children, width = 'doing', before }: Props) {
  return (
    <div className="mx-auto w-full max-w-wide px-4 sm:px-6 lg:px-8">
      {before}
      <div className={`grid gap-8 py-8 sm:gap-10 sm:py-12 *:min-w-0 ${WIDTHS[width]}`}>{children}</div>
    </div>
  )
}
