import type { ReactNode } from 'react'

type Props = { children: ReactNode; as?: 'div' | 'section' | 'article' | 'li'; labelledBy?: string; className?: string }

export function Card({ children, as: Element = 'div', labelledBy, className = '' }: Props) {
  return (
    <Element aria-labelledby={labelledBy} className={`rounded-card border border-line bg-page p-5 sm:p-6 ${className}`}>
      {children}
    </Element>
  )
}
