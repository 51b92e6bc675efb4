// Here: what stands around every page: header with the choice of company, bands of notice, footer, the session's end, and what
// the browser needs once (client-root.tsx). Not here: parts of single pages, and plain elements (components/ui).
import { useLocale, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import { type Company, CompanySwitch } from './company-switch.tsx'
import { NavLink } from './nav-link.tsx'

/** `unread`: files from FK that nobody at the current company has fetched; `confirmBy`: an administrator must soon confirm who may act for it. */
export type Visitor = {
  name: string
  support: boolean
  operator: boolean
  current: Company | null
  others: Company[]
  unread: number
  confirmBy: Date | null
}

/** The portal's logo, the person, the employer, language, log out; under it the main menu. */
export function SiteHeader({ visitor }: { visitor: Visitor | null }) {
  const t = useTranslations('common')
  return (
    <header className="border-b border-line bg-page print:hidden">
      <div className="mx-auto max-w-wide px-4 sm:px-6 lg:px-8">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-2 pt-3 pb-2 sm:gap-x-6">
          <a
            href={visitor ? '/hem' : '/'}
            className="mr-auto inline-flex items-center gap-2.5 text-h3 font-bold tracking-tight no-underline"
          >
            <Logo />
            {t('name')}
          </a>
          <div className="-mr-2 flex items-center sm:order-last sm:-mr-3 sm:gap-1">
            {visitor ? <LogOut name={visitor.name} /> : <LogIn />}
            <Language />
          </div>
          {visitor && (
            <div className="w-full sm:w-auto">
              <CompanySwitch current={visitor.current} others={visitor.others} />
            </div>
          )}
        </div>
        <Menu visitor={visitor} />
      </div>
    </header>
  )
}

function Menu({ visitor }: { visitor: Visitor | null }) {
  const t = useTranslations('common.nav')
  return (
    <nav aria-label={t('label')}>
      <ul className="flex flex-wrap gap-x-6">
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
    <LinkButton kind="secondary" size="small" href="/logga-in">
      {t('logIn')}
    </LinkButton>
  )
}

function LogOut({ name }: { name: string }) {
  const t = useTranslations('common.account')
  return (
    <form method="post" action="/api/logga-ut" className="flex items-center gap-1">
      <a href="/konto" className="inline-flex min-h-9 items-center px-1 text-small text-link underline underline-offset-3">
        <span className="hidden lg:inline">
          <VisuallyHidden>{t('as')} </VisuallyHidden>
          {name}
        </span>
        <span className="lg:hidden">{t('account')}</span>
      </a>
      <Button kind="quiet" size="small">
        {t('logOut')}
        <span className="sr-only lg:hidden"> ({name})</span>
      </Button>
    </form>
  )
}

function Language() {
  const t = useTranslations('common.language')
  const other = useLocale() === 'sv' ? 'en' : 'sv'
  return (
    <form method="post" action="/api/sprak">
      <Button kind="quiet" size="small" name="sprak" value={other} lang={other}>
        {t('change')}
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
