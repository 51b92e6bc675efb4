import type { ReactNode } from 'react'

/** An empty list: what will be here, and how to get there. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-4 rounded-card border border-dashed border-edge bg-surface p-6">
      <div className="grid gap-1 text-muted">{children}</div>
      {action}
    </div>
  )
}
