'use client'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

/** `via`: the payroll bureau as one of whose people the visitor acts for it. */
export type Company = { employerId: string; name: string; orgnr: string; via: string | null }

/** Pages that exist for every employer; from other pages the switch leads to Hem. */
const SAME_FOR_ALL = ['/inlamningar', '/lamna']

/** Shows the current employer, and the others to choose from. A plain form. */
export function CompanySwitch({ current, others }: { current: Company | null; others: Company[] }) {
  const t = useTranslations('common.company')
  const box = useRef<HTMLDetailsElement>(null)
  const path = usePathname()
  useEffect(() => closeOnClickOutside(box), [])
  // The page /foretag is the choice itself.
  if (!current && (others.length === 0 || path === '/foretag')) return null
  if (others.length === 0) return <CurrentCompany company={current} />
  return (
    <details ref={box} className="group md:relative" onKeyDown={(event) => closeOnEscape(event, box.current)}>
      <summary className="flex min-h-11 list-none items-center gap-1 rounded-small px-1 py-0.5 hover:bg-hover md:gap-3 md:border md:border-edge md:px-3 [&::-webkit-details-marker]:hidden">
        <CurrentCompany company={current} />
        <Icon name="chevron" className="ml-auto size-5 transition-transform group-open:rotate-180" />
      </summary>
      <div className="absolute inset-x-2 z-10 max-h-[70dvh] overflow-y-auto rounded-card border border-edge bg-page p-2 shadow-lg md:right-0 md:left-auto md:mt-1 md:w-max md:max-w-md md:min-w-full">
        <form method="post" action="/api/foretag">
          <input type="hidden" name="next" value={SAME_FOR_ALL.find((page) => path === page) ?? '/hem'} />
          <ul>
            {others.map(({ employerId, name, orgnr, via }) => (
              <li key={employerId}>
                <button
                  type="submit"
                  name="employerId"
                  value={employerId}
                  className="w-full cursor-pointer rounded-small px-3 py-2 text-left hover:bg-hover"
                >
                  <span className="block font-semibold">{t('changeTo', { name })}</span>
                  <span className="block text-small text-muted tabular-nums">
                    {orgnr}
                    {via && <span> · {t('via', { bureau: via })}</span>}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </form>
        <p className="mt-1 border-t border-line px-3 pt-2 pb-1">
          <TextLink href="/foretag">{t('all')}</TextLink>
        </p>
      </div>
    </details>
  )
}

function CurrentCompany({ company }: { company: Company | null }) {
  const t = useTranslations('common.company')
  if (!company) return <span className="font-semibold">{t('choose')}</span>
  return (
    <span className="grid min-w-0 text-left leading-snug max-md:text-small md:max-w-md">
      <span className="sr-only text-small text-muted md:not-sr-only">{t('for')}</span>
      <span className="min-w-0 max-md:truncate" title={company.name}>
        <span className="font-semibold">{company.name}</span>{' '}
        <span className="text-small whitespace-nowrap text-muted tabular-nums max-md:sr-only">{company.orgnr}</span>
        {company.via && <span className="block text-small text-muted max-md:sr-only">{t('via', { bureau: company.via })}</span>}
      </span>
    </span>
  )
}

function closeOnEscape(event: KeyboardEvent, box: HTMLDetailsElement | null): void {
  if (event.key !== 'Escape' || !box?.open) return
  box.open = false
  box.querySelector('summary')?.focus()
}

function closeOnClickOutside(box: { current: HTMLDetailsElement | null }): () => void {
  const close = (event: PointerEvent) => {
    if (box.current?.open && event.target instanceof Node && !box.current.contains(event.target)) box.current.open = false
  }
  document.addEventListener('pointerdown', close)
  return () => document.removeEventListener('pointerdown', close)
}
