import type { ReactNode } from 'react'

const LOOKS = { 2: 'text-h2 font-bold tracking-tight', 3: 'text-h3 font-semibold', 4: 'text-h4 font-semibold' } as const

type Props = { level: 2 | 3 | 4; children: ReactNode; id?: string; look?: 2 | 3 | 4 }

export function Heading({ level, children, id, look = level }: Props) {
  const Element = `h${level}` as const
  return (
    <Element id={id} tabIndex={id ? -1 : undefined} className={`${LOOKS[look]} wrap-anywhere`}>
      {children}
    </Element>
  )
}
