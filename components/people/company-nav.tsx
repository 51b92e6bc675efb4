import { useTranslations } from 'next-intl'
import { NavLink } from '#components/layout/nav-link.tsx'
import { Icon } from '#components/ui/icon.tsx'

const LIST = 'foretagets-sidor'

/** The company's pages: a list beside the page where there is room, else behind a button (a popover, which needs no JavaScript). */
export function CompanyNav() {
  const t = useTranslations('companyPages.nav')
  return (
    <nav aria-label={t('label')} className="print:hidden">
      <button
        type="button"
        popoverTarget={LIST}
        className="inline-flex min-h-11 cursor-pointer items-center gap-1.5 font-semibold text-link underline underline-offset-4 hover:text-link-strong lg:hidden"
      >
        <Icon name="menu" className="size-5" />
        {t('label')}
      </button>
      <div
        id={LIST}
        popover="auto"
        className="m-auto max-h-[90dvh] w-[min(24rem,calc(100vw-2rem))] rounded-card border border-edge bg-page p-4 text-ink shadow-xl max-lg:overflow-y-auto lg:contents"
      >
        <ul className="grid">
          <Entry href="/foretaget" text={t('overview')} />
          <Entry href="/foretaget/personer" text={t('people')} />
          <Entry href="/foretaget/certifikat" text={t('list')} />
          <Entry href="/foretaget/bestall" text={t('order')} />
          <Entry href="/foretaget/ombud" text={t('agents')} />
          <Entry href="/foretaget/kunder" text={t('clients')} />
          <Entry href="/foretaget/bekrafta" text={t('confirm')} />
          <Entry href="/foretaget/aviseringar" text={t('notices')} />
          <Entry href="/foretaget/tjanster" text={t('services')} />
          <Entry href="/foretaget/omvandlingar" text={t('conversions')} />
          <Entry href="/foretaget/inloggning" text={t('login')} />
          <Entry href="/foretaget/gallring" text={t('retention')} />
          <Entry href="/foretaget/logg" text={t('log')} />
          <Entry href="/foretaget/avsluta" text={t('leave')} />
        </ul>
      </div>
    </nav>
  )
}

function Entry({ href, text }: { href: string; text: string }) {
  return (
    <li>
      <NavLink href={href} under={href === '/foretaget' ? `${href}//` : href} look="list">
        {text}
      </NavLink>
    </li>
  )
}
