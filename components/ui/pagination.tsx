import { LinkButton } from './link-button.tsx'

type Props = { label: string; newer?: { href: string; text: string }; older?: { href: string; text: string } }

/** Links to newer and older rows. Lists page by cursor, so there are no page numbers. */
export function Pagination({ label, newer, older }: Props) {
  if (!newer && !older) return null
  return (
    <nav aria-label={label} className="flex flex-wrap justify-between gap-3">
      {newer ? (
        <LinkButton kind="secondary" href={newer.href}>
          {newer.text}
        </LinkButton>
      ) : (
        <span />
      )}
      {older && (
        <LinkButton kind="secondary" href={older.href}>
          {older.text}
        </LinkButton>
      )}
    </nav>
  )
}
