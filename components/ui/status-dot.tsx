import type { ReactNode } from 'react'
import type { StatusTone } from './status-tag.tsx'

const TONES: Record<StatusTone, string> = {
  success: 'status-dot',
  neutral: 'status-dot text-muted',
  waiting: 'status-dot status-open text-muted',
  warning: 'status-dot text-warning font-semibold',
  danger: 'status-dot text-danger font-semibold',
}

/** A state of a list in a word, after a dot: an open one for what goes on. Colour is for trouble alone, and the word says it too. */
export function StatusDot({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  return <span className={TONES[tone]}>{children}</span>
}
