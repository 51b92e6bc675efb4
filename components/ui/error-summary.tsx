'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from './icon.tsx'

type Props = {
  title: string
  /** `href` is `#` and the id of the field. */
  errors: { text: string; href?: string }[]
  id?: string
  children?: ReactNode
}

/** The errors of a form, first on the page and focused; each links to its field, if there is one to change. */
export function ErrorSummary({ title, errors, id = 'fel', children }: Props) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <section
      ref={box}
      id={id}
      tabIndex={-1}
      data-focus-ring=""
      aria-labelledby={`${id}-title`}
      className="rounded-card border-2 border-danger bg-danger-tint p-5"
    >
      <h2 id={`${id}-title`} className="flex items-center gap-2 text-h4 font-semibold">
        <Icon name="danger" className="size-6 text-danger" />
        {title}
      </h2>
      <ul className="mt-2 grid gap-1 pl-8">
        {errors.map(({ text, href }) => (
          <li key={text}>
            {href ? (
              <a href={href} className="font-semibold text-danger underline underline-offset-3">
                {text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
      {children && <div className="mt-2 pl-8">{children}</div>}
    </section>
  )
}
