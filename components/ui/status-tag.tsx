import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type StatusTone = 'success' | 'danger' | 'warning' | 'waiting' | 'neutral'

const TONES: Record<StatusTone, string> = {
  success: 'border-success bg-success-tint text-success',
  danger: 'border-danger bg-danger-tint text-danger',
  warning: 'border-warning bg-warning-tint text-warning',
  waiting: 'border-info bg-info-tint text-info',
  neutral: 'border-edge bg-surface text-ink',
}

/** A status in one word, with an icon of its own shape. */
export function StatusTag({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  const icon: IconName = tone
  return (
    <span
      className={`inline-flex max-w-full items-center gap-1.5 rounded-[1rem] border py-0.5 pr-2.5 pl-1.5 text-left text-small font-semibold ${TONES[tone]}`}
    >
      <Icon name={icon} className="size-4" />
      <span className="min-w-0">{children}</span>
    </span>
  )
}
