import { useTranslations } from 'next-intl'

type Props = { company: string; count: number; shown: 'one' | 'all'; one: string; all: string }

/** For who has several companies: the list of the one that is acted for, or one list over them all. */
export function CompanyChoice({ company, count, shown, one, all }: Props) {
  const t = useTranslations('submissions.list')
  const choices = [
    { href: one, text: company, isShown: shown === 'one' },
    { href: all, text: t('allCompanies', { count }), isShown: shown === 'all' },
  ]
  return (
    <nav aria-label={t('companies')}>
      <ul className="flex flex-wrap gap-x-5">
        {choices.map(({ href, text, isShown }) => (
          <li key={href} className="min-w-0">
            <a
              href={href}
              aria-current={isShown ? 'true' : undefined}
              className="inline-flex min-h-11 items-center wrap-anywhere text-link underline underline-offset-4 aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
