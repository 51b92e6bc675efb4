import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useWaitSentence } from '#components/operate/wait-notice.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { WaitCause } from '#lib/submissions/receiver-line.ts'
import { longDate } from '#lib/text/format-time.ts'
import { WithoutOwnNotice } from './nav-link.tsx'

/** `restored` and `held`: sending is stopped. */
export type Disruption = 'portal' | 'relay' | 'restored' | 'held' | Extract<WaitCause, { kind: 'failing' }>

type Props = {
  test: boolean
  disruption: Disruption | undefined
  /** The company's certificate that ends first, when it does so soon. */
  ending: { name: string; days: number } | null
  /** By when the company's rights must be confirmed, when that is soon or has passed. */
  confirmBy: { at: Date; isOver: boolean } | null
}

/** Bands under the header: test environment, a disruption, rights to confirm, a certificate that ends soon. */
export function Bands({ test, disruption, ending, confirmBy }: Props) {
  const t = useTranslations('common.band')
  const words = useTranslations('certificates')
  const line = useTranslations('line')
  const sentence = useWaitSentence()
  if (!test && !disruption && !ending && !confirmBy) return null
  return (
    <aside aria-label={t('label')} className="print:border-b">
      {test && (
        <p className="bg-test text-on-test forced-colors:border-b">
          <span className="mx-auto block max-w-wide px-4 py-1 text-small font-semibold sm:px-6 lg:px-8">
            <span className="sm:hidden">{t('testShort')}</span>
            <span className="hidden sm:inline">{t('test')}</span>
          </span>
        </p>
      )}
      {typeof disruption === 'string' && (
        <Band short={t(disruption === 'portal' ? 'portalShort' : 'waitsShort')} link={t('more')} href="/driftinformation">
          {t(disruption)}
        </Band>
      )}
      {typeof disruption === 'object' && (
        <WithoutOwnNotice of="line">
          <Band short={t('waitsShort')} link={t('more')} href="/driftinformation">
            {sentence(disruption)} {line('handIn')}
          </Band>
        </WithoutOwnNotice>
      )}
      {confirmBy && <ConfirmBand {...confirmBy} />}
      {ending && (
        <WithoutOwnNotice of="certificate">
          <Band short={words('bandShort', ending)} link={words('bandLink')} href="/foretaget/certifikat">
            {words('band', ending)}
          </Band>
        </WithoutOwnNotice>
      )}
    </aside>
  )
}

function ConfirmBand({ at, isOver }: { at: Date; isOver: boolean }) {
  const t = useTranslations('leaving.confirm')
  const locale = useLocale()
  return (
    <Band short={t('bandShort')} link={t('bandLink')} href="/foretaget/bekrafta">
      {t(isOver ? 'overdue' : 'band', { date: longDate(at, locale) })}
    </Band>
  )
}

/** One line under the header: on a narrow screen `short`, which is the link itself. */
function Band({ short, link, href, children }: { short: string; link: string; href: string; children: ReactNode }) {
  return (
    <div className="border-b border-warning-line bg-warning-tint">
      <p className="mx-auto flex max-w-wide items-center gap-3 px-4 py-1.5 text-small sm:items-start sm:px-6 sm:py-3 sm:text-base lg:px-8">
        <Icon name="warning" className="size-5 text-warning sm:size-6" />
        <TextLink href={href} className="sm:hidden">
          {short}
        </TextLink>
        <span className="hidden min-w-0 wrap-anywhere sm:inline">
          {children} <TextLink href={href}>{link}</TextLink>
        </span>
      </p>
    </div>
  )
}
