import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import type { WaitCause } from '#lib/submissions/receiver-line.ts'
import { clockAndDay } from '#lib/text/format-time.ts'

/** Why what is handed in waits, in one sentence. */
export function useWaitSentence(): (cause: WaitCause) => string {
  const t = useTranslations('line')
  const locale = useLocale()
  return (cause) => {
    const timeOf = (at: Date) => clockAndDay(at, locale, new Date())
    switch (cause.kind) {
      case 'failing':
        return t(`fault.${cause.fault}`, { time: timeOf(cause.since) })
      case 'closed':
        return cause.opens ? t('closed', { time: timeOf(cause.opens) }) : t('closedForGood')
      case 'relay':
        return t('silentRelay')
      case 'stopped':
        return t('stopped')
    }
  }
}

/** That files wait and why, and what that means for whoever reads the page. */
export function WaitNotice({ cause, children }: { cause: WaitCause; children: ReactNode }) {
  const sentence = useWaitSentence()
  return (
    <Notice tone={cause.kind === 'closed' ? 'info' : 'warning'} title={sentence(cause)}>
      {children}
    </Notice>
  )
}

/** The company's own files that wait. */
export function OwnWaiting({ count, inTime, stores }: { count: number; inTime: boolean; stores: boolean }) {
  const t = useTranslations('line')
  const own = t('own', { count, inTime: inTime ? 'yes' : 'no' })
  return <p>{count === 0 && stores ? `${own} ${t('handIn')}` : own}</p>
}

export function HandInAnyway() {
  return <p>{useTranslations('line')('handIn')}</p>
}

/** That nothing can be handed in, for there is nowhere to put it. */
export function StoreAway() {
  const t = useTranslations('health')
  return (
    <Notice tone="warning" title={t('storeAway')}>
      <p>{t('storeMeans')}</p>
    </Notice>
  )
}
