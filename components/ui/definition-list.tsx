import type { ReactNode } from 'react'

type Props = { rows: { term: ReactNode; text: ReactNode; key?: string }[] }

/** Terms and descriptions, side by side where there is room. */
export function DefinitionList({ rows }: Props) {
  return (
    <dl className="grid">
      {rows.map(({ term, text, key }, index) => (
        <div
          key={key ?? (typeof term === 'string' ? term : index)}
          className="grid gap-x-6 border-b border-line py-2.5 first:border-t sm:grid-cols-[minmax(10rem,1fr)_2fr]"
        >
          <dt className="text-muted">{term}</dt>
          <dd className="min-w-0 wrap-anywhere">{text}</dd>
        </div>
      ))}
    </dl>
  )
}
