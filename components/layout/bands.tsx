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
          <span className="mx-auto block max-w-wide px-4 py-1.5 text-small font-semibold sm:px-6 lg:px-8">{t('test')}</span>
        </p>
      )}
      {typeof disruption === 'string' && <DisruptionBand>{t(disruption)}</DisruptionBand>}
      {typeof disruption === 'object' && (
        <WithoutOwnNotice>
          <DisruptionBand>
            {sentence(disruption)} {line('handIn')}
          </DisruptionBand>
        </WithoutOwnNotice>
      )}
      {confirmBy && <ConfirmBand {...confirmBy} />}
      {ending && (
        <div className="border-b border-warning-line bg-warning-tint">
          <p className="mx-auto flex max-w-wide gap-3 px-4 py-3 sm:px-6 lg:px-8">
            <Icon name="warning" className="size-6 text-warning" />
            <span className="min-w-0 wrap-anywhere">
              {words('band', ending)} <TextLink href="/foretaget/certifikat">{words('bandLink')}</TextLink>
            </span>
          </p>
        </div>
      )}
    </aside>
  )
}

function ConfirmBand({ at, isOver }: { at: Date; isOver: boolean }) {
  const t = useTranslations('leaving.confirm')
  const locale = useLocale()
  return (
    <div className="border-b border-warning-line bg-warning-tint">
      <p className="mx-auto flex max-w-wide gap-3 px-4 py-3 sm:px-6 lg:px-8">
        <Icon name="warning" className="size-6 text-warning" />
        <span>
          {t(isOver ? 'overdue' : 'band', { date: longDate(at, locale) })}{' '}
          <TextLink href="/foretaget/bekrafta">{t('bandLink')}</TextLink>
        </span>
      </p>
    </div>
  )
}

function DisruptionBand({ children }: { children: ReactNode }) {
  const t = useTranslations('common.band')
  return (
    <div className="border-b border-warning-line bg-warning-tint">
      <p className="mx-auto flex max-w-wide gap-3 px-4 py-3 sm:px-6 lg:px-8">
        <Icon name="warning" className="size-6 text-warning" />
        <span>
          {children} <TextLink href="/driftinformation">{t('more')}</TextLink>
        </span>
      </p>
    </div>
  )
}
