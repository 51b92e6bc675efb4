import type { ReactNode } from 'react'

type Props = { employerId: string; current: string; href: string; className?: string | undefined; children: ReactNode }

/**
 * To something of one of the person's companies, in a list over them all. Of the company that is acted for a link; of another a button of
 * the form around the list (CompanyForm), since opening it changes company. Their looks: app/tables.css.
 */
export function CompanyLink({ employerId, current, href, className, children }: Props) {
  const look = className && { className }
  if (employerId === current)
    return (
      <a href={href} {...look}>
        {children}
      </a>
    )
  return (
    <button name="employerId" value={employerId} formAction={`/api/foretag?${new URLSearchParams({ next: href })}`} {...look}>
      {children}
    </button>
  )
}

/** Around a list over several companies. */
export function CompanyForm({ children }: { children: ReactNode }) {
  return (
    <form method="post" action="/api/foretag">
      {children}
    </form>
  )
}
