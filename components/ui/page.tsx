import type { ReactNode } from 'react'

type Props = {
  children: ReactNode
  /** How wide it may be: `doing` for tasks, `text` for reading, `wide` for tables. All begin at the header's edge. */
  width?: 'text' | 'doing' | 'wide'
  before?: ReactNode
  /** Links to the pages beside this one: a column before it where there is room, else a line above. */
  menu?: ReactNode
}

const WIDTH = { text: 'max-w-text', doing: 'max-w-doing', wide: '' } as const
const COLUMN = 'grid gap-8 py-6 sm:gap-10 sm:py-10 print:gap-5 print:py-3'

/** The page's column, everything in it from one left edge. */
export function Page({ children, width = 'doing', before, menu }: Props) {
  const column = (
    <>
      {before}
      <div className={`${COLUMN} ${WIDTH[width]}`}>{children}</div>
    </>
  )
  return (
    <div className="mx-auto w-full max-w-wide px-4 sm:px-6 lg:px-8">
      {menu ? (
        <div className="grid items-start lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-x-12">
          <div className="pt-3 lg:pt-10">{menu}</div>
          <div>{column}</div>
        </div>
      ) : (
        column
      )}
    </div>
  )
}
