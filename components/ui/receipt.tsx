import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

type Line = { key: string; term: ReactNode; text: ReactNode; look?: 'big' | 'paper' }
export type ReceiptSection = { key: string; label?: ReactNode; lines: Line[]; note?: ReactNode }
type Props = {
  title: ReactNode
  /** The level of the title as a heading; without it it is no heading. */
  level?: 2 | 3
  isWell?: true
  sections: ReceiptSection[]
  foot?: ReactNode
  /** What can be done with it: at its title. */
  actions?: ReactNode
}

/** A receipt as one keeps it: a strip of facts under its title, cut into parts by dashed lines. `paper` lines are printed alone. */
export function Receipt({ title, level, isWell, sections, foot, actions }: Props) {
  const Title = level ? (`h${level}` as const) : 'p'
  return (
    <div className="grid max-w-doing break-inside-avoid gap-4 rounded-card border border-line bg-page p-5 dark:bg-surface shadow-[0_1px_2px_rgb(0_0_0/0.06),0_12px_32px_rgb(0_0_0/0.08)] sm:p-7 print:gap-3 print:border-edge print:p-4 print:shadow-none">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <Title className="flex gap-3 text-h4 font-semibold">
          {isWell && <Icon name="success" className="mt-px size-6 text-success" />}
          {title}
        </Title>
        {actions}
      </div>
      {sections.map(({ key, label, lines, note }) => (
        <div key={key} className="grid gap-3 border-t border-dashed border-edge pt-4 print:gap-2 print:pt-3">
          {label && <p className="text-small font-semibold text-muted">{label}</p>}
          {lines.length > 0 && (
            <dl className="@container grid gap-2.5 print:gap-1">
              {lines.map(({ key: lineKey, ...line }) => (
                <ReceiptRow key={lineKey} {...line} />
              ))}
            </dl>
          )}
          {note && <p className="text-muted">{note}</p>}
        </div>
      ))}
      {foot && <div className="border-t border-dashed border-edge pt-4 text-small text-muted">{foot}</div>}
    </div>
  )
}

function ReceiptRow({ term, text, look }: Omit<Line, 'key'>) {
  const words = look === 'big' ? 'font-mono text-large font-bold' : 'font-semibold'
  return (
    <div
      className={`items-baseline gap-x-6 @md:grid-cols-[12rem_minmax(0,1fr)] print:grid-cols-[12rem_minmax(0,1fr)] ${look === 'paper' ? 'hidden print:grid' : 'grid'}`}
    >
      <dt className="text-small text-muted @md:text-base">{term}</dt>
      <dd className={`tabular-nums wrap-anywhere ${words}`}>{text}</dd>
    </div>
  )
}
