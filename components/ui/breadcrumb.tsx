import { TextLink } from './text-link.tsx'

type Props = { label: string; trail: { text: string; href: string }[]; here: string }

export function Breadcrumb({ label, trail, here }: Props) {
  return (
    <nav aria-label={label} className="pt-6 text-small print:hidden">
      <ol className="flex flex-wrap gap-x-2">
        {trail.map(({ text, href }) => (
          <li key={href} className="flex gap-x-2">
            <TextLink href={href}>{text}</TextLink>
            <span aria-hidden="true" className="text-muted">
              /
            </span>
          </li>
        ))}
        <li aria-current="page" className="text-muted">
          {here}
        </li>
      </ol>
    </nav>
  )
}
