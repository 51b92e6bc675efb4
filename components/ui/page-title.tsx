import type { ReactNode } from 'react'

type Props = { children: ReactNode; over?: ReactNode; lead?: ReactNode; id?: string }

/** The page's one h1, with a line over it and an introduction under it. `tabIndex` lets scripts put the focus here. */
export function PageTitle({ children, over, lead, id = 'rubrik' }: Props) {
  return (
    <header className="grid gap-3">
      {over && <p className="font-semibold text-muted">{over}</p>}
      <h1 id={id} tabIndex={-1} className="text-h1 font-bold print:text-h2 tracking-tight wrap-anywhere">
        {children}
      </h1>
      {lead && <div className="max-w-text text-lead text-muted">{lead}</div>}
    </header>
  )
}
