import { useTranslations } from 'next-intl'
import { SHELLS, type Shell } from './curl-call.ts'

type Props = { current: Shell; address: (shell: Shell) => string }

/** Which system the commands are for: links, so that it works everywhere and the address can be passed on. */
export function ShellChoice({ current, address }: Props) {
  const t = useTranslations('automate')
  const name = useTranslations('curl.systems')
  return (
    <nav aria-label={t('system')} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span>{t('system')}</span>
      <ul className="flex flex-wrap gap-2">
        {SHELLS.map((shell) => (
          <li key={shell}>
            <a
              href={address(shell)}
              aria-current={shell === current ? 'page' : undefined}
              className={`inline-block rounded-card border px-4 py-2 no-underline ${shell === current ? 'border-action bg-action font-semibold text-on-action' : 'border-edge text-link hover:bg-hover'}`}
            >
              {name(shell)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
