import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger'

const TONES: Record<NoticeTone, { box: string; icon: string }> = {
  info: { box: 'border-info bg-info-tint', icon: 'text-info' },
  success: { box: 'border-success bg-success-tint', icon: 'text-success' },
  warning: { box: 'border-warning-line bg-warning-tint', icon: 'text-warning' },
  danger: { box: 'border-danger bg-danger-tint', icon: 'text-danger' },
}

type Props = {
  tone: NoticeTone
  title?: ReactNode
  children?: ReactNode
  /** Set when it appears while the page is open: `status` waits for a pause, `alert` interrupts. */
  live?: 'status' | 'alert'
  /** The heading's level where it stands. */
  level?: 1 | 2 | 3 | 4
  action?: ReactNode
}

/** A message with colour, icon and text, so that no one of them alone carries the meaning. */
export function Notice({ tone, title, children, live, level = 2, action }: Props) {
  const Title = `h${level}` as const
  return (
    <div role={live} className={`grid grid-cols-[auto_1fr] gap-x-3 rounded-card border border-l-4 p-4 ${TONES[tone].box}`}>
      <Icon name={tone} className={`size-6 ${TONES[tone].icon}`} />
      <div className="grid gap-1.5">
        {title && <Title className={`font-semibold ${level === 1 ? 'text-h2' : ''}`}>{title}</Title>}
        {children && <div className="grid gap-2">{children}</div>}
        {action && <div className="mt-1.5">{action}</div>}
      </div>
    </div>
  )
}
