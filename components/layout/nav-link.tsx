'use client'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

type Props = {
  href: string
  under?: string
  children: ReactNode
  /** `row`: side by side where there is room for it; `list`: below each other. */
  look?: 'row' | 'list'
}

const SHAPE =
  '-mb-px inline-flex min-h-11 items-center border-transparent text-ink no-underline hover:border-edge hover:text-link-strong aria-[current]:border-brand aria-[current]:font-semibold forced-colors:not-aria-[current]:border-[Canvas]'
const LOOKS = { row: 'max-md:w-full max-md:border-l-3 max-md:pl-3 md:border-b-3', list: 'w-full border-l-3 pl-3' } as const

/** A menu link, marked as current when the page's path begins with `under`. */
export function NavLink({ href, under = href, children, look = 'row' }: Props) {
  const path = usePathname()
  const isHere = path === href || path.startsWith(`${under}/`)
  return (
    <a href={href} aria-current={path === href ? 'page' : isHere ? 'true' : undefined} className={`${SHAPE} ${LOOKS[look]}`}>
      {children}
    </a>
  )
}

/** Pages that tell of it themselves: the receiver's line, a certificate that soon ends. */
const OWN_NOTICE = {
  line: /^\/(driftinformation|hem|lamna(\/.*)?|inlamningar\/.+)$/,
  certificate: /^\/(hem|foretaget(\/certifikat)?)$/,
} as const

/** Shows its children on the other pages. */
export function WithoutOwnNotice({ of, children }: { of: keyof typeof OWN_NOTICE; children: ReactNode }) {
  return OWN_NOTICE[of].test(usePathname()) ? null : children
}
