// Here: what stands around every page: header with the choice of company, bands of notice, footer, the session's end, and what
// the browser needs once (client-root.tsx). Not here: parts of single pages, and plain elements (components/ui).
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import { type Company, CompanySwitch } from './company-switch.tsx'
import { Language } from './language.tsx'
import { NavLink } from './nav-link.tsx'

/** `unread`: files from FK that nobody at the current company has fetched; `confirmBy`: an administrator must soon confirm who may act for it. */
export type Visitor = {
  name: string
  /** Of the session, if nothing more is done. */
  secondsLeft: number
  support: boolean
  operator: boolean
  current: Company | null
  others: Company[]
  unread: number
  confirmBy: Date | null
}

/**
 * The portal's logo, the company, the main menu, the person, language, log out. On a wide screen two rows that show all; on a narrow one
 * a row with the logo, the company and a button that opens the rest: a popover, which needs no JavaScript and closes on Esc.
 */
export function SiteHeader({ visitor }: { visitor: Visitor | null }) {
  const t = useTranslations('common')
  return (
    <header className="border-b border-line bg-page print:hidden">
      <div className="relative mx-auto flex max-w-wide flex-wrap items-center gap-x-1 px-4 sm:gap-x-2 sm:px-6 md:gap-x-6 md:pt-2 lg:px-8">
        <a
          href={visitor ? '/hem' : '/'}
          className="inline-flex min-h-12 items-center gap-2.5 text-h3 font-bold tracking-tight no-underline md:mr-auto"
        >
          <Logo />
          <span className={visitor ? 'sr-only sm:not-sr-only' : ''}>{t('name')}</span>
        </a>
        <div className="min-w-0 flex-1 md:flex-none">
          {visitor && <CompanySwitch current={visitor.current} others={visitor.others} />}
        </div>
        {!visitor && <LogIn />}
        <button
          type="button"
          popoverTarget={MENU}
          className="-mr-2 inline-flex min-h-11 cursor-pointer items-center gap-1 rounded-small px-2 text-small font-semibold text-link hover:bg-hover md:hidden"
        >
          <Icon name="menu" className="size-5" />
          {t('nav.button')}
        </button>
        <div
          id={MENU}
          popover="auto"
          className="inset-x-0 top-12 bottom-auto m-0 w-full max-w-none border-b border-edge bg-page px-4 pt-1 pb-4 text-ink shadow-lg max-md:max-h-[calc(100dvh-3rem)] max-md:overflow-y-auto md:contents"
        >
          <Menu visitor={visitor} />
          <div className="flex flex-wrap items-center gap-x-2 border-line max-md:mt-2 max-md:border-t max-md:pt-3 md:-mr-3 md:gap-1">
            {visitor && <LogOut name={visitor.name} />}
            <Language />
          </div>
        </div>
      </div>
    </header>
  )
}

const MENU = 'meny'

function Menu({ visitor }: { visitor: Visitor | null }) {
  const t = useTranslations('common.nav')
  return (
    <nav aria-label={t('label')} className="md:order-last md:basis-full">
      <ul className="grid md:flex md:flex-wrap md:gap-x-6">
        {visitor?.current && (
          <>
            <Entry href="/hem" text={t('home')} />
            <Entry href="/lamna" text={t('hand')} />
            <Entry href="/inlamningar" text={t('submissions')} />
            <Entry
              href="/inkorg"
              text={t('inbox')}
              count={visitor.unread > 0 ? t('unread', { count: visitor.unread }) : undefined}
            />
            <Entry href="/automatisera" text={t('automate')} />
          </>
        )}
        {visitor?.current && <Entry href="/foretaget" text={t('company')} />}
        {!visitor && <Entry href="/" text={t('start')} />}
        {visitor?.support && <Entry href="/support" text={t('support')} />}
        {visitor?.operator && <Entry href="/drift" under="/drift" text={t('operate')} />}
        <Entry href="/driftinformation" text={t('status')} />
      </ul>
    </nav>
  )
}

type EntryProps = { href: string; text: string; under?: string; count?: string | undefined }

function Entry({ href, text, under, count }: EntryProps) {
  return (
    <li>
      <NavLink href={href} {...(under && { under })}>
        {text}
        {count && (
          <span className="ml-2 rounded-full bg-action px-2 py-0.5 text-small font-semibold text-on-action">{count}</span>
        )}
      </NavLink>
    </li>
  )
}

function LogIn() {
  const t = useTranslations('common.account')
  return (
    <LinkButton kind="secondary" size="small" href="/logga-in" className="whitespace-nowrap">
      {t('logIn')}
    </LinkButton>
  )
}

function LogOut({ name }: { name: string }) {
  const t = useTranslations('common.account')
  return (
    <form method="post" action="/api/logga-ut" className="flex items-center gap-1">
      <a href="/konto" className="inline-flex min-h-9 items-center px-1 text-small text-link underline underline-offset-3">
        <span className="wrap-anywhere max-md:inline md:hidden lg:inline">
          <VisuallyHidden>{t('as')} </VisuallyHidden>
          {name}
        </span>
        <span className="hidden md:inline lg:hidden">{t('account')}</span>
      </a>
      <Button kind="quiet" size="small">
        {t('logOut')}
        <span className="sr-only max-md:hidden lg:hidden"> ({name})</span>
      </Button>
    </form>
  )
}

/** The portal's logo: a receipt with a tick, in the brand colour. Decorative: the name is beside it. */
function Logo() {
  return (
    <svg viewBox="4.5 3.5 23 25" className="h-7 w-auto shrink-0" aria-hidden="true" focusable="false">
      <path
        className="fill-brand"
        d="M6 3.5h20a1.5 1.5 0 0 1 1.5 1.5v23.4l-3.8-2.5-3.9 2.6-3.8-2.6-3.8 2.6-3.9-2.6-3.8 2.5V5A1.5 1.5 0 0 1 6 3.5Z"
      />
      <path
        className="fill-none stroke-on-action"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="2.8"
        d="m10.2 14.6 4 4 7.6-8"
      />
    </svg>
  )
}

export function SkipLink() {
  const t = useTranslations('common')
  return (
    <a
      href="#innehall"
      className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20 focus:rounded-small focus:bg-page focus:px-4 focus:py-2 focus:font-semibold focus:text-link focus:underline"
    >
      {t('skip')}
    </a>
  )
}
